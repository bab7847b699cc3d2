using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeEdge.Testing;

/// <summary>
/// What stands for what in a replay: no two runs give the same ids, versions and times. An id or a version stands for the one that it first
/// stood beside, both ways and from then on; a time for any time of the same form, since two that were equal need not be so again.
/// </summary>
internal sealed partial class IdentityMap
{
    private readonly Dictionary<string, string> _ours = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _recorded = new(StringComparer.Ordinal);

    /// <summary>Lets the two stand for each other, for instance the ids of a recorded request and of the one sent in its place.</summary>
    /// <returns>Whether they may: neither stands for another.</returns>
    public bool Match(string recorded, string ours)
    {
        if (_ours.TryGetValue(recorded, out var known) || _recorded.ContainsKey(ours))
        {
            return known == ours;
        }

        _ours.Add(recorded, ours);
        _recorded.Add(ours, recorded);
        return true;
    }

    /// <summary>What of ours stands for this recorded id or version; null before the two have met.</summary>
    public string? OursFor(string recorded) => _ours.GetValueOrDefault(recorded);

    /// <summary>Whether the values of a member are alike although they are not equal.</summary>
    public bool AreAlike(string member, string recorded, string ours) =>
        member.EndsWith("resourceVersion", StringComparison.OrdinalIgnoreCase)
            ? IsVersion(recorded) && IsVersion(ours) && Match("version " + recorded, "version " + ours)
            : Guid.TryParse(recorded, out _)
                ? Guid.TryParse(ours, out _) && Match(recorded, ours)
                : Time().IsMatch(recorded) && Form(recorded) == Form(ours);

    private static bool IsVersion(string text) => ulong.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out _);

    /// <summary>The form of a time, its digits made alike.</summary>
    private static string Form(string time) => Digit().Replace(time, "0");

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
    private static partial Regex Time();

    [GeneratedRegex("[0-9]")]
    private static partial Regex Digit();
}

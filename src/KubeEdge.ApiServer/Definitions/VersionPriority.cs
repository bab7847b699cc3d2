using System.Globalization;
using System.Text.RegularExpressions;

namespace KubeEdge.ApiServer.Definitions;

/// <summary>The order in which Kubernetes prefers versions: released ones, then betas, then alphas, the highest number first each.</summary>
internal static partial class VersionPriority
{
    private const int Unordered = 9;

    public static (int Stage, int Major, int Minor, string Name) Of(string version)
    {
        var match = Form().Match(version);
        if (!match.Success)
        {
            return (Unordered, 0, 0, version);
        }

        var stage = match.Groups[2].Value switch { "" => 0, "beta" => 1, _ => 2 };
        return (stage, -Number(match.Groups[1]), -Number(match.Groups[3]), version);
    }

    private static int Number(Group digits) =>
        int.TryParse(digits.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"\Av([1-9][0-9]{0,8})(?:(alpha|beta)([1-9][0-9]{0,8}))?\z")]
    private static partial Regex Form();
}

using System.Text.Json;

namespace KubeEdge.Controllers.Reports;

/// <summary>
/// Reads members as the original does: a name in any case, null as absent, and another JSON type than the expected one as an error.
/// </summary>
internal static class ReportJson
{
    /// <summary>The longest text that is taken over; the edge itself lets 512 characters pass.</summary>
    private const int MaxText = 4096;

    public static JsonElement? Member(JsonElement parent, string name)
    {
        JsonElement? found = null;
        foreach (var member in parent.EnumerateObject())
        {
            if (string.Equals(member.Name, name, StringComparison.OrdinalIgnoreCase))
            {
                found = member.Value;
            }
        }

        return found is { ValueKind: not JsonValueKind.Null } ? found : null;
    }

    public static JsonElement? Object(JsonElement parent, string name) => Member(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Object } found => found,
        _ => throw new FormatException($"'{name}' is no object"),
    };

    public static string? Text(JsonElement parent, string name) => Member(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.String } found when found.GetString() is { Length: <= MaxText } text => text,
        { ValueKind: JsonValueKind.String } => throw new FormatException($"'{name}' is longer than {MaxText} characters"),
        _ => throw new FormatException($"'{name}' is no text"),
    };

    public static long? Number(JsonElement parent, string name) => Member(parent, name) switch
    {
        null => null,
        { ValueKind: JsonValueKind.Number } found when found.TryGetInt64(out var number) => number,
        _ => throw new FormatException($"'{name}' is no whole number"),
    };
}

using System.Globalization;
using System.Text.Json;

namespace KubeEdge.Dmi.Conversion;

/// <summary>
/// Members of JSON objects as the original reads them: the case of a name does not matter, since objects say <c>hostName</c> and
/// <c>TDEngine</c> where messages say <c>hostname</c> and <c>tdengine</c>. What has another type than expected counts as absent.
/// </summary>
internal static class JsonMembers
{
    /// <summary>The member, the exact name first; null when there is none, or it is null.</summary>
    public static JsonElement? Member(this JsonElement json, string name)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (!json.TryGetProperty(name, out var found))
        {
            foreach (var member in json.EnumerateObject())
            {
                found = member.Name.Equals(name, StringComparison.OrdinalIgnoreCase) ? member.Value : found;
            }
        }

        return found.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null ? null : found;
    }

    public static JsonElement? Member(this JsonElement? json, string name) => json is { } value ? value.Member(name) : null;

    /// <summary>A member that is an object; null otherwise.</summary>
    public static JsonElement? Object(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Object } found ? found : null;

    public static JsonElement? Object(this JsonElement? json, string name) => json is { } value ? value.Object(name) : null;

    /// <summary>The objects of a member that is a list; empty otherwise.</summary>
    public static IEnumerable<JsonElement> Objects(this JsonElement? json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Array } found
            ? found.EnumerateArray().Where(static item => item.ValueKind == JsonValueKind.Object)
            : [];

    /// <summary>A text, or a number or truth value as it is written; empty when there is none.</summary>
    public static string Text(this JsonElement json, string name) => json.Member(name) is { } found ? Text(found) : string.Empty;

    public static string Text(this JsonElement? json, string name) => json is { } value ? value.Text(name) : string.Empty;

    public static bool Flag(this JsonElement json, string name) => json.Member(name) is { ValueKind: JsonValueKind.True };

    public static long Integer(this JsonElement json, string name) =>
        json.Member(name) is { ValueKind: JsonValueKind.Number } found && found.TryGetInt64(out var value) ? value
            : long.TryParse(json.Text(name), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out value) ? value
            : 0;

    /// <summary>The texts of a member that maps names to texts, ordered by name.</summary>
    public static IEnumerable<KeyValuePair<string, string>> Texts(this JsonElement json, string name)
    {
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        if (json.Object(name) is { } map)
        {
            foreach (var member in map.EnumerateObject())
            {
                texts[member.Name] = Text(member.Value);
            }
        }

        return texts;
    }

    private static string Text(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString() ?? string.Empty,
        JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False => value.GetRawText(),
        _ => string.Empty,
    };
}

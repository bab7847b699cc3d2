using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Tests.Golden;

/// <summary>Compares a normalised output with the recorded one.</summary>
internal static class GoldenMatch
{
    public static bool IsSame(string how, string expected, string actual) => how switch
    {
        "any" => true,
        "lines" => Lines(expected).All(line => Lines(actual).Contains(line)),
        "sorted" => Lines(expected).Order(StringComparer.Ordinal).SequenceEqual(Lines(actual).Order(StringComparer.Ordinal)),
        "json" => TryParse(actual, out var found) && Contains(JsonNode.Parse(expected), found),
        "prefix" => actual.StartsWith(expected, StringComparison.Ordinal),
        _ => string.Equals(GoldenText.NormaliseTables(expected), actual, StringComparison.Ordinal),
    };

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static bool TryParse(string text, out JsonNode? node)
    {
        try
        {
            node = JsonNode.Parse(text);
            return true;
        }
        catch (JsonException)
        {
            node = null;
            return false;
        }
    }

    private static bool Contains(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (JsonObject wanted, JsonObject found) => wanted.All(member => found.ContainsKey(member.Key) && Contains(member.Value, found[member.Key])),
        (JsonArray wanted, JsonArray found) => wanted.All(item => found.Any(other => Contains(item, other))),
        _ => JsonNode.DeepEquals(expected, actual),
    };
}

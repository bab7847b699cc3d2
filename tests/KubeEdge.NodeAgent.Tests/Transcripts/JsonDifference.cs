using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KubeEdge.NodeAgent.Tests.Transcripts;

/// <summary>
/// In which paths two documents differ. Items of lists go by their <c>type</c> or <c>name</c>; two times of the same form are equal, because
/// no two runs have the same.
/// </summary>
internal static partial class JsonDifference
{
    public static IEnumerable<string> Between(JsonNode? expected, JsonNode? actual, string path = "")
    {
        switch (expected, actual)
        {
            case (JsonObject left, JsonObject right):
                return left.Select(member => member.Key).Union(right.Select(member => member.Key)).SelectMany(name => Member(left, right, name, path));
            case (JsonArray left, JsonArray right):
                return Between(Keyed(left), Keyed(right), path);
            default:
                return Same(expected, actual) ? [] : [path];
        }
    }

    private static IEnumerable<string> Member(JsonObject left, JsonObject right, string name, string path)
    {
        var below = path.Length == 0 ? name : $"{path}.{name}";
        return left.ContainsKey(name) && right.ContainsKey(name) ? Between(left[name], right[name], below) : [below];
    }

    private static JsonObject Keyed(JsonArray items)
    {
        var keyed = new JsonObject();
        for (var index = 0; index < items.Count; index++)
        {
            var key = items[index] is JsonObject item && (item["type"] ?? item["name"]) is JsonValue value ? value.ToString() : $"{index}";
            keyed[$"[{key}]"] = items[index]?.DeepClone();
        }

        return keyed;
    }

    private static bool Same(JsonNode? left, JsonNode? right) =>
        JsonNode.DeepEquals(left, right)
        || (left is JsonValue && right is JsonValue && Form(left) is { Length: > 0 } form && form == Form(right));

    /// <summary>The form of a time, its digits made alike; empty for anything else.</summary>
    private static string Form(JsonNode value) =>
        Time().IsMatch(value.ToString()) ? Regex.Replace(value.ToString(), "[0-9]", "0", RegexOptions.None, TimeSpan.FromSeconds(1)) : string.Empty;

    [GeneratedRegex(@"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$")]
    private static partial Regex Time();
}

using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KubeEdge.ApiServer.Tests.Kubectl;

/// <summary>Takes out of an output what differs from run to run, and compares it with a recorded one.</summary>
internal static partial class GoldenText
{
    public static string Normalise(string text, Uri server, string folder)
    {
        text = Logs().Replace(text, "<klog>");
        text = string.Join('\n', text.Split('\n').Select(NormaliseCells));
        text = text.Replace(server.ToString().TrimEnd('/'), "<server>", StringComparison.Ordinal)
            .Replace(server.Authority, "<hostport>", StringComparison.Ordinal);
        text = EditedFiles().Replace(text, "<tmp>/edit.yaml");
        text = ComparedFolders().Replace(text, "<tmp>/$1").Replace(folder, "<tmp>", StringComparison.Ordinal);
        text = Uids().Replace(text, "<uid>");
        text = Versions().Replace(text, "$1<rv>");
        text = Generated().Replace(text, "$1<rand>");
        return Times().Replace(text, "<time>");
    }

    public static bool Matches(string how, string expected, string actual) => how switch
    {
        "any" => true,
        "lines" => Lines(expected).All(line => Lines(actual).Contains(line)),
        "sorted" => Lines(expected).Order(StringComparer.Ordinal).SequenceEqual(Lines(actual).Order(StringComparer.Ordinal)),
        "json" => Contains(JsonNode.Parse(expected), JsonNode.Parse(actual)),
        "prefix" => actual.StartsWith(expected, StringComparison.Ordinal),
        _ => string.Equals(string.Join('\n', expected.Split('\n').Select(NormaliseCells)), actual, StringComparison.Ordinal),
    };

    /// <summary>An age decides how wide its column is, so the blanks around it are no part of the comparison.</summary>
    private static string NormaliseCells(string line) => Gaps().Replace(Ages().Replace(line, "<age>"), "  ");

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => string.Join(' ', line.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    private static bool Contains(JsonNode? expected, JsonNode? actual) => (expected, actual) switch
    {
        (JsonObject wanted, JsonObject found) => wanted.All(member => Contains(member.Value, found[member.Key])),
        (JsonArray wanted, JsonArray found) => wanted.All(item => found.Any(other => Contains(item, other))),
        _ => JsonNode.DeepEquals(expected, actual),
    };

    [GeneratedRegex("""(?m)^[EWI]\d{4} [\d:.]+ +\d+ [^\]]+\]""")]
    private static partial Regex Logs();

    [GeneratedRegex("""(?<=^|\S  +)(?:\d+[smhdy](?:\d+[smhdy])?|<unknown>)(?=  |$)""")]
    private static partial Regex Ages();

    [GeneratedRegex("""(?<=\S)   +(?=\S)""")]
    private static partial Regex Gaps();

    [GeneratedRegex("""/\S*kubectl-(?:\d+-)?edit-\w+\.yaml""")]
    private static partial Regex EditedFiles();

    [GeneratedRegex("""/\S*?(LIVE|MERGED)-\d+""")]
    private static partial Regex ComparedFolders();

    [GeneratedRegex("[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")]
    private static partial Regex Uids();

    [GeneratedRegex("""(resourceVersion\\?"?: ?\\?"?)[1-9]\d*""")]
    private static partial Regex Versions();

    [GeneratedRegex(@"(gen-[a-z0-9-]*?-)[bcdfghjklmnpqrstvwxz2456789]{5}\b")]
    private static partial Regex Generated();

    [GeneratedRegex("""20[2-9]\d-\d\d-\d\d[T ]\d\d:\d\d:\d\d(?:\.\d+)?(?: ?[+-]\d{4}|Z)?""")]
    private static partial Regex Times();
}

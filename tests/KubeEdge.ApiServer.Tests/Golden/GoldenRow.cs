using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KubeEdge.ApiServer.Tests.Golden;

/// <summary>One recorded invocation.</summary>
internal sealed partial class GoldenRow(JsonNode json)
{
    public string Id => Text("id");

    public string Scenario => Text("scenario");

    /// <summary>The command group that the row counts for.</summary>
    public string Area => Text("area");

    /// <summary>Minor version of the client that it was recorded with.</summary>
    public int Minor => Text("kubectl") == "1.20" ? 20 : 32;

    /// <summary>Only these are counted; the others prepare or clean up.</summary>
    public bool IsCase => Text("role") == "case";

    public string[] Arguments => Texts(json["args"]);

    public string[] Namespaces => Texts(json["ns"]);

    public string Input => Expand(Text("stdin"));

    public IEnumerable<(string Name, string Text)> Files => Map("files").Select(file => (file.Name, Expand(file.Text)));

    public IEnumerable<(string Name, string Text)> Environment => Map("env");

    /// <summary>Invocations to make while the row's own one runs.</summary>
    public IEnumerable<string[]> During => json["during"] is JsonArray items ? items.Select(Texts) : [];

    /// <summary>How long to wait before the first of <see cref="During"/>.</summary>
    public TimeSpan Delay => Seconds("delay");

    /// <summary>How long to wait for the end after the last of <see cref="During"/>.</summary>
    public TimeSpan Linger => Seconds("linger");

    public TimeSpan Pause => Seconds("pause");

    public int? Exit => json["exit"]?.GetValue<int>();

    public string Output => Text("stdout");

    public string Errors => Text("stderr");

    /// <summary>How a stream is compared. kubectl lists the labels of an object in no order.</summary>
    public string MatchOf(string stream) => json["match"]?[stream]?.GetValue<string>() ?? (Arguments.Contains("--list") ? "sorted" : "exact");

    public override string ToString() =>
        $"{Id}: kubectl {string.Join(' ', Arguments.Select(argument => argument.Length > 80 ? $"{argument[..80]}…" : argument))}";

    private static string Expand(string text) => Repeated().Replace(
        text, match => new string(match.Groups[1].Value[0], int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));

    private static string[] Texts(JsonNode? node) =>
        node is JsonArray items ? [.. items.Select(item => item?.GetValue<string>() ?? string.Empty)] : [];

    private IEnumerable<(string Name, string Text)> Map(string name) =>
        json[name] is JsonObject map ? map.Select(member => (member.Key, member.Value?.GetValue<string>() ?? string.Empty)) : [];

    private TimeSpan Seconds(string name) => TimeSpan.FromSeconds(json[name]?.GetValue<double>() ?? 0);

    private string Text(string name) => json[name]?.GetValue<string>() ?? string.Empty;

    [GeneratedRegex("\u0001(.)\\*(\\d+)\u0001")]
    private static partial Regex Repeated();
}

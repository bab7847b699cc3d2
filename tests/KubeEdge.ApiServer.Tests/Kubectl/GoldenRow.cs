using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace KubeEdge.ApiServer.Tests.Kubectl;

/// <summary>One recorded invocation.</summary>
internal sealed partial class GoldenRow(JsonNode json)
{
    public string Scenario => Text("scenario");

    public int Step => json["step"]?.GetValue<int>() ?? 0;

    /// <summary>Only these are compared; the others prepare or clean up.</summary>
    public bool IsCase => Text("role") == "case";

    public bool IsTyped => json["typed"] is not null;

    public string[] Arguments => Texts("args");

    public string[] Namespaces => Texts("ns");

    public string Input => Expand(Text("stdin"));

    public IEnumerable<(string Name, string Text)> Files => Map("files").Select(file => (file.Name, Expand(file.Text)));

    public IEnumerable<(string Name, string Text)> Environment => Map("env");

    public int? Exit => json["exit"]?.GetValue<int>();

    public string Output => Text("stdout");

    public string Errors => Text("stderr");

    public string MatchOf(string stream) => json["match"]?[stream]?.GetValue<string>() ?? "exact";

    public override string ToString() => $"{Scenario} {Step}: kubectl {string.Join(' ', Arguments.Select(argument => argument.Length > 80 ? $"{argument[..80]}…" : argument))}";

    private static string Expand(string text) => Repeated().Replace(
        text, match => new string(match.Groups[1].Value[0], int.Parse(match.Groups[2].Value, CultureInfo.InvariantCulture)));

    private IEnumerable<(string Name, string Text)> Map(string name) =>
        json[name] is JsonObject map ? map.Select(member => (member.Key, member.Value?.GetValue<string>() ?? string.Empty)) : [];

    private string[] Texts(string name) => json[name] is JsonArray items ? [.. items.Select(item => item?.GetValue<string>() ?? string.Empty)] : [];

    private string Text(string name) => json[name]?.GetValue<string>() ?? string.Empty;

    [GeneratedRegex("\u0001(.)\\*(\\d+)\u0001")]
    private static partial Regex Repeated();
}

using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.ApiServer.Tests.Support;

namespace KubeEdge.ApiServer.Tests.Kubectl;

/// <summary>Stock kubectl must print what it printed against a genuine server; see <c>Vectors/README.md</c>.</summary>
public sealed class GoldenTests
{
    private const string OldClient = "@1.20";

    public static TheoryData<string> Scenarios =>
        ["raw", "conflict", "namespace", "metadata", "apply", "replace", "edit", "delete", "patch", "create-validation", "get-forms", "selectors", "limits"];

    [Theory]
    [MemberData(nameof(Scenarios))]
    public async Task Scenario_PrintsTheSameAsAgainstKubernetes(string scenario)
    {
        KubectlClient.RequireOrSkip();
        await using var server = await TestServer.StartAsync();
        var kubectl = new KubectlClient(server);
        var minor = await kubectl.MinorVersionAsync();
        Assert.SkipWhen(minor is not (20 or 32), $"outputs are recorded with kubectl 1.20 and 1.32, this is 1.{minor}");
        var rows = Read(minor == 20 ? scenario + OldClient : scenario);
        Assert.SkipWhen(rows.Count == 0, "recorded with the other client only");

        var failures = await PlayAsync(server, kubectl, rows);

        Assert.True(failures.Length == 0, failures.ToString());
    }

    private static List<GoldenRow> Read(string scenario) =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "kubectl-golden.jsonl"))
            .Select(line => new GoldenRow(JsonNode.Parse(line) ?? throw new InvalidOperationException("An empty line.")))
            .Where(row => row.Scenario == scenario),
    ];

    private static async Task<StringBuilder> PlayAsync(TestServer server, KubectlClient kubectl, List<GoldenRow> rows)
    {
        foreach (var ns in rows[0].Namespaces)
        {
            (await server.PostAsync("/api/v1/namespaces", $$$"""{"metadata":{"name":"{{{ns}}}"}}""")).Expect(201);
        }

        var failures = new StringBuilder();
        foreach (var row in rows)
        {
            foreach (var (name, text) in row.Files)
            {
                await File.WriteAllTextAsync(Path.Combine(server.Folder, name), text);
            }

            var (code, output, errors) = await RunAsync(kubectl, row);
            output = GoldenText.Normalise(output, server.Address, server.Folder);
            errors = GoldenText.Normalise(errors, server.Address, server.Folder);
            var same = (row.Exit is null || row.Exit == code)
                && GoldenText.Matches(row.MatchOf("stdout"), row.Output, output)
                && GoldenText.Matches(row.MatchOf("stderr"), row.Errors, errors);
            if (row.IsCase && !same)
            {
                failures.Append(row).AppendLine().AppendLine(Describe(row.Exit, row.Output, row.Errors)).AppendLine(Describe(code, output, errors));
            }
        }

        return failures;
    }

    private static async Task<(int Code, string Output, string Errors)> RunAsync(KubectlClient kubectl, GoldenRow row)
    {
        if (!row.IsTyped)
        {
            return await kubectl.TryRunAsync(row.Input, row.Environment, row.Arguments);
        }

        var json = await kubectl.RunAsync(row.Input, [.. row.Arguments, "--dry-run=client", "-o", "json"]);
        return await kubectl.TryRunAsync(json, "create", "-f", "-");
    }

    private static string Describe(int? code, string output, string errors) => $"  exit {code}\n  out: {output}\n  err: {errors}";
}

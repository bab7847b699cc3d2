using System.Text.Json.Nodes;

namespace KubeEdge.ApiServer.Tests.Golden;

/// <summary>The recorded rows, by scenario.</summary>
internal static class GoldenRecording
{
    private static readonly Lazy<IReadOnlyList<GoldenRow>> _rows = new(() =>
    [
        .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", "kubectl-golden.jsonl"))
            .Select(line => new GoldenRow(JsonNode.Parse(line) ?? throw new InvalidOperationException("An empty line."))),
    ]);

    /// <summary>The scenarios of one client, the longest first so that none is left to run alone at the end.</summary>
    public static IReadOnlyList<IReadOnlyList<GoldenRow>> ScenariosOf(int minor) =>
    [
        .. _rows.Value.Where(row => row.Minor == minor)
            .GroupBy(row => row.Scenario, StringComparer.Ordinal)
            .Select(rows => (IReadOnlyList<GoldenRow>)[.. rows])
            .OrderByDescending(rows => rows.Count),
    ];

    public static IEnumerable<string> Ids => _rows.Value.Where(row => row.IsCase).Select(row => row.Id);
}

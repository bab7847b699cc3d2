namespace KubeEdge.Mqtt.Tests.Conformance;

/// <summary>One row of the table of normative statements.</summary>
/// <param name="Id">The number in MQTT 5.0, or of a section; empty when only 3.1.1 has it.</param>
/// <param name="OlderIds">The numbers in MQTT 3.1.1.</param>
/// <param name="Shown">The tests, or why there is none.</param>
internal sealed record StatementRow(string Id, IReadOnlyList<string> OlderIds, string Shown)
{
    public IReadOnlyList<string> Tests { get; } = [.. Shown.Split('`').Where((_, i) => i % 2 == 1)];

    /// <summary>None for a line that is no row.</summary>
    public static IEnumerable<StatementRow> Parse(string line)
    {
        string[] cells = [.. line.Split('|').Select(cell => cell.Trim())];
        if (cells.Length == 7 && cells[3] is ("client" or "server" or "both"))
        {
            yield return new StatementRow(Ids(cells[1]).FirstOrDefault(""), [.. Ids(cells[2])], cells[5]);
        }
    }

    private static IEnumerable<string> Ids(string cell) => cell.Split(' ').Where(id => id != "-");
}

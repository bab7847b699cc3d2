namespace KubeEdge.Kubernetes.Configuration;

/// <summary>
/// Reads a table of fields. A line is a field, indented by two spaces below its mapping; its cells are apart by two spaces or more:
/// name, rule, default, remarks (<c>used</c>, <c>later</c>, <c>always</c>, <c>none</c>, <c>min</c>). A line with a name alone begins a
/// mapping; one may carry remarks as <c>name  map  -  later</c>, and its fields then inherit them.
/// </summary>
internal static class FieldTable
{
    private const string Nothing = "-";

    public static ConfigurationField Parse(string table)
    {
        var root = new ConfigurationField { Name = string.Empty, Path = string.Empty };
        var open = new Stack<ConfigurationField>([root]);
        foreach (var line in table.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            var text = line.Trim();
            if (text.Length == 0)
            {
                continue;
            }

            var depth = line.TakeWhile(static letter => letter == ' ').Count() / 2;
            while (open.Count > depth + 1)
            {
                open.Pop();
            }

            var field = Row(text.Split("  ", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries), open.Peek());
            open.Peek().Fields.Add(field);
            open.Push(field);
        }

        return root;
    }

    private static ConfigurationField Row(string[] cells, ConfigurationField parent)
    {
        var remarks = cells.Length > 3 ? cells[3].Split(',') : [];
        return new ConfigurationField
        {
            Name = cells[0],
            Path = parent.Path.Length == 0 ? cells[0] : $"{parent.Path}.{cells[0]}",
            Rule = cells.Length > 1 && cells[1] != "map" ? ValueRule.Parse(cells[1]) : null,
            Default = cells.Length > 2 && cells[2] != Nothing ? cells[2].Replace("\"\"", string.Empty, StringComparison.Ordinal) : null,
            Support = Support(remarks) ?? parent.Support,
            IsMinimal = remarks.Contains("min"),
        };
    }

    private static FieldSupport? Support(string[] remarks) =>
        remarks.Contains("later") ? FieldSupport.Later
        : remarks.Contains("always") ? FieldSupport.LaterByDefault
        : remarks.Contains("none") ? FieldSupport.Without
        : remarks.Contains("used") ? FieldSupport.Used
        : null;
}

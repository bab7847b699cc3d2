using System.Globalization;
using System.Text;
using KubeEdge.Shared.Reporting;

namespace KubeEdge.Budgets;

/// <summary>Renders the table.</summary>
internal static class BudgetReport
{
    public static string Render(
        IReadOnlyList<BudgetRow> rows, IReadOnlyDictionary<string, FigureSet?> reports, string command)
    {
        string commit = Environment.GetEnvironmentVariable("KUBEEDGE_COMMIT") ?? "unknown";
        var verdicts = rows.Select(row => (Row: row, Verdict: VerdictOn(row, reports))).ToList();
        string date = DateTimeOffset.UtcNow.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = new StringBuilder($"""
            # Budgets

            - Command: `{command}`
            - Date: {date}, commit {commit}
            - Machine: {MachineDescription.Read()}
            - {string.Join(", ", verdicts.CountBy(pair => pair.Verdict).Select(count => $"{count.Value} {count.Key}"))}

            Generated from the figures beside each report. A floor is measured in the same run as ours, in turn; times and ratios are medians of the
            rounds. What misses is explained in its report.

            | Path | Budget | Floor | Ours | Time against the floor | | Report |
            |---|---|---|---|---|---|---|

            """.ReplaceLineEndings("\n"));
        foreach (var (row, verdict) in verdicts)
        {
            text.Append(Line(row, verdict, reports)).Append('\n');
        }

        return text.ToString();
    }

    private static string Line(BudgetRow row, string verdict, IReadOnlyDictionary<string, FigureSet?> reports)
    {
        string floor = row.Floor is { } measure ? Show(Find(measure, reports)) : string.Empty;
        string ours = string.Join(", ", row.Ours.Select(one => Labelled(row, one, reports)));
        string ratio = row.Floor is null ? string.Empty : Show(Find(row.Bounds[0].Measure, reports));
        string links = string.Join(", ", row.Reports.Select(name => reports[name] is { } report ? $"[{name}]({name}.md){Origin(report)}" : name));
        return $"| {row.Path} | {row.Budget} | {floor} | {ours} | {ratio} | {(verdict == "met" ? verdict : $"**{verdict}**")} | {links} |";
    }

    private static string VerdictOn(BudgetRow row, IReadOnlyDictionary<string, FigureSet?> reports)
    {
        if (row.Bounds.Any(bound => Find(bound.Measure, reports) is null))
        {
            return "no figures: not run, or the run failed";
        }

        return row.Bounds.All(bound => Find(bound.Measure, reports) is { } figure && bound.Holds(figure.Value)) ? "met" : "missed";
    }

    private static Figure? Find(in Measure measure, IReadOnlyDictionary<string, FigureSet?> reports) =>
        reports[measure.Report]?.Find(measure.Figure);

    // A rerun of some rows leaves the others as they were measured.
    private static string Origin(FigureSet report) =>
        report.Commit == (Environment.GetEnvironmentVariable("KUBEEDGE_COMMIT") ?? string.Empty) ? string.Empty : $" ({report.Date}, {report.Commit})";

    private static string Labelled(BudgetRow row, in Measure measure, IReadOnlyDictionary<string, FigureSet?> reports)
    {
        string value = Show(Find(measure, reports));
        return row.Floor is null ? $"{measure.Figure} {value}" : measure.Report == row.Floor.Value.Report ? value : $"{measure.Report} {value}";
    }

    private static string Show(Figure? figure)
    {
        if (figure is not { } known)
        {
            return "–";
        }

        return known.Unit switch
        {
            "ns" when known.Value >= 1e6 => Number(known.Value / 1e6) + " ms",
            "ns" when known.Value >= 1e3 => Number(known.Value / 1e3) + " µs",
            _ => $"{Number(known.Value)} {known.Unit}",
        };
    }

    private static string Number(double value) => value.ToString(value >= 100 ? "N0" : value >= 10 ? "0.0" : "0.00", CultureInfo.InvariantCulture);
}

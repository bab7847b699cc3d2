namespace KubeEdge.Budgets;

/// <summary>A row of the design's table of budgets.</summary>
/// <param name="Path">What is measured.</param>
/// <param name="Budget">What it must reach, in words.</param>
/// <param name="Floor">The floor of the same run; null when there is none.</param>
/// <param name="Ours">The figures to show.</param>
/// <param name="Bounds">What makes the row met: all of them.</param>
internal sealed record BudgetRow(string Path, string Budget, Measure? Floor, IReadOnlyList<Measure> Ours, IReadOnlyList<Bound> Bounds)
{
    /// <summary>The reports that the row is about.</summary>
    public IEnumerable<string> Reports => Bounds.Select(bound => bound.Measure.Report).Distinct();

    /// <summary>Ours against a floor: at least this multiple of its speed.</summary>
    public static BudgetRow Speed(string path, string budget, string report, string floor, string ours, double least) =>
        Ratio(path, budget, report, floor, ours, 1 / least);

    /// <summary>Ours against a floor: at most this multiple of its time.</summary>
    public static BudgetRow Ratio(string path, string budget, string report, string floor, string ours, double most) => new(
        path,
        budget,
        new(report, floor),
        [new(report, ours)],
        [new(new(report, ours + " ratio"), 0, most)]);

    /// <summary>Figures with a limit each, and no floor.</summary>
    public static BudgetRow AtMost(string path, string budget, string report, params (string Figure, double Most)[] limits) => new(
        path,
        budget,
        null,
        [.. limits.Select(limit => new Measure(report, limit.Figure))],
        [.. limits.Select(limit => new Bound(new(report, limit.Figure), double.NegativeInfinity, limit.Most))]);

    /// <summary>The same with a further limit.</summary>
    public BudgetRow And(string report, string figure, double most, bool isShown = false)
    {
        var measure = new Measure(report, figure);
        return this with { Ours = isShown ? [.. Ours, measure] : Ours, Bounds = [.. Bounds, new(measure, double.NegativeInfinity, most)] };
    }
}

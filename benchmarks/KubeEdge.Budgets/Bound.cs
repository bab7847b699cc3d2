namespace KubeEdge.Budgets;

/// <summary>A limit on a figure, in the figure's unit.</summary>
/// <param name="Measure">The figure.</param>
/// <param name="Lowest">What it must reach.</param>
/// <param name="Highest">What it must not exceed.</param>
internal sealed record Bound(Measure Measure, double Lowest, double Highest)
{
    public bool Holds(double value) => value >= Lowest && value <= Highest;
}

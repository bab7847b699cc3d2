namespace KubeEdge.Budgets;

/// <summary>Where a figure stands.</summary>
/// <param name="Report">The report.</param>
/// <param name="Figure">Its name there.</param>
internal readonly record struct Measure(string Report, string Figure);

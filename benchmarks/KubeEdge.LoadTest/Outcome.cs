using KubeEdge.Shared.Reporting;

namespace KubeEdge.LoadTest;

/// <summary>What a scenario measured.</summary>
/// <param name="Report">The name of its report.</param>
/// <param name="Body">For people: what was done, and the figures as a table.</param>
/// <param name="Figures">The same as numbers.</param>
internal sealed record Outcome(string Report, string Body, IReadOnlyList<Figure> Figures);

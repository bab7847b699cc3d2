namespace KubeEdge.Shared.Reporting;

/// <summary>One measured number.</summary>
/// <param name="Name">What it is, unique within its report: <c>Bus ratio</c>, <c>p99</c>.</param>
/// <param name="Value">The number.</param>
/// <param name="Unit"><c>ns</c>, <c>ms</c>, <c>B</c>, <c>KiB</c>; <c>×</c> for a ratio.</param>
internal readonly record struct Figure(string Name, double Value, string Unit);

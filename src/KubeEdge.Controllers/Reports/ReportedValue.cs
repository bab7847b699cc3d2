namespace KubeEdge.Controllers.Reports;

/// <summary>One half of a twin as a node reported it.</summary>
/// <param name="Value">The value.</param>
/// <param name="TimestampMs">When it was set, in Unix milliseconds; null when not told.</param>
/// <param name="Type">The property's type; null when not told.</param>
internal sealed record ReportedValue(string Value, long? TimestampMs, string? Type);

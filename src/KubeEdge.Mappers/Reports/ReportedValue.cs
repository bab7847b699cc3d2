namespace KubeEdge.Mappers.Reports;

/// <summary>A value on its way to the edge core.</summary>
/// <param name="Property">Of which property.</param>
/// <param name="Value">What the device shows.</param>
/// <param name="Desired">What was wanted of it then; empty for nothing.</param>
/// <param name="TimestampMs">When it was read, in milliseconds of the Unix epoch.</param>
internal sealed record ReportedValue(PropertyContext Property, string Value, string Desired, long TimestampMs);

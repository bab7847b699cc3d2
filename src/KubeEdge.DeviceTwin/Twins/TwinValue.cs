namespace KubeEdge.DeviceTwin.Twins;

/// <summary>One half of a twin: the expected or the actual value.</summary>
/// <param name="Value">The value; null in a deleted twin, and in a malformed message.</param>
/// <param name="Timestamp">When it was set, in milliseconds since the Unix epoch; null when the member <c>metadata</c> is absent.</param>
internal sealed record TwinValue(string? Value, long? Timestamp);

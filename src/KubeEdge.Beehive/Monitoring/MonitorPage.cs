namespace KubeEdge.Beehive.Monitoring;

/// <summary>An answer of a monitor.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="ContentType">The type of the body.</param>
/// <param name="Body">UTF-8.</param>
public sealed record MonitorPage(int Status, string ContentType, ReadOnlyMemory<byte> Body);

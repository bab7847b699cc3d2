namespace KubeEdge.MetaStore;

/// <summary>Limits of a durable queue.</summary>
/// <param name="MaxItems">Most items waiting. Default 50,000.</param>
/// <param name="MaxBytes">Most payload bytes waiting. Default 256 MiB. An item larger than this is refused under either policy.</param>
/// <param name="WhenFull">What happens at the limit. Default <see cref="QueueFullPolicy.Refuse"/>.</param>
public sealed record QueueLimits(
    long MaxItems = 50_000, long MaxBytes = 256L << 20, QueueFullPolicy WhenFull = QueueFullPolicy.Refuse);

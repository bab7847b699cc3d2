namespace KubeEdge.MetaStore;

/// <summary>One item of a durable queue.</summary>
/// <param name="Sequence">Its place; grows by one per item and is never used twice, restarts included.</param>
/// <param name="Enqueued">When it was committed.</param>
/// <param name="Payload">Its bytes.</param>
public sealed record QueueItem(long Sequence, DateTimeOffset Enqueued, ReadOnlyMemory<byte> Payload);

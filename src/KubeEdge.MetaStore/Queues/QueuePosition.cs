namespace KubeEdge.MetaStore.Queues;

/// <summary>The state of a durable queue at one moment.</summary>
/// <param name="Id">Its number in the file; 0 until the first item.</param>
/// <param name="Tail">Sequence of the newest item ever.</param>
/// <param name="Acknowledged">The highest sequence ever removed.</param>
/// <param name="Count">Items waiting.</param>
/// <param name="Bytes">Payload bytes waiting.</param>
internal readonly record struct QueuePosition(long Id, long Tail, long Acknowledged, long Count, long Bytes);

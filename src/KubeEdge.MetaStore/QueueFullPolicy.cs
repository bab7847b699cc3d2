namespace KubeEdge.MetaStore;

/// <summary>What a full queue does with a new item.</summary>
public enum QueueFullPolicy
{
    /// <summary>The batch is refused with <see cref="CommitStatus.QueueFull"/>. The default.</summary>
    Refuse,

    /// <summary>The oldest items make room; each is counted in <c>kubeedge.store.queue.dropped</c>.</summary>
    DropOldest,
}

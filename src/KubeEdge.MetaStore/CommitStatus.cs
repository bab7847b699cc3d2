namespace KubeEdge.MetaStore;

/// <summary>What became of a batch. Anything but <see cref="Committed"/> left no trace of it.</summary>
public enum CommitStatus
{
    /// <summary>All of it is stored, or needed no storing (skipped).</summary>
    Committed,

    /// <summary>A condition did not hold; <see cref="CommitResult.ConflictKey"/> says for which object.</summary>
    Conflict,

    /// <summary>
    /// A value or the batch is larger than <see cref="MetaStoreOptions.MaxValueBytes"/> or <see cref="MetaStoreOptions.MaxBatchBytes"/>.
    /// </summary>
    TooLarge,

    /// <summary>A durable queue with the policy <see cref="QueueFullPolicy.Refuse"/> has no room for an item of it.</summary>
    QueueFull,

    /// <summary>
    /// The disk is full, read-only or failing: nothing of it is visible. Reads go on; the store works again by itself when the disk does.
    /// When the failure was in the last sync, a restart can find the batch stored after all.
    /// </summary>
    Unavailable,

    /// <summary>The store is closed or closing.</summary>
    Closed,
}

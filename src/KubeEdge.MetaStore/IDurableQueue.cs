namespace KubeEdge.MetaStore;

/// <summary>
/// A named queue on disk. Items stay until they are acknowledged, so that a reader which dies reads them again. To change it together with
/// objects or other queues use <see cref="StoreBatch"/>.
/// </summary>
public interface IDurableQueue
{
    /// <summary>Name of the queue.</summary>
    string Name { get; }

    /// <summary>Items waiting.</summary>
    long Count { get; }

    /// <summary>Payload bytes waiting.</summary>
    long Bytes { get; }

    /// <summary>Appends an item. At the limit the policy of <see cref="QueueLimits"/> decides.</summary>
    /// <param name="item">The payload.</param>
    /// <param name="durability">What the commit survives.</param>
    /// <param name="cancellationToken">Withdraws the request while it still waits.</param>
    ValueTask<CommitResult> EnqueueAsync(
        ReadOnlyMemory<byte> item, Durability durability = Durability.Full, CancellationToken cancellationToken = default);

    /// <summary>Reads items in order without removing them.</summary>
    /// <param name="after">Only items with a higher sequence; 0 for all.</param>
    /// <param name="limit">At most so many, and about 1 MiB.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    ValueTask<IReadOnlyList<QueueItem>> ReadAsync(long after = 0, int limit = 100, CancellationToken cancellationToken = default);

    /// <summary>Yields items in order as they come, starting with those that wait, until cancelled. Does not remove them.</summary>
    /// <param name="cancellationToken">Ends the reading.</param>
    IAsyncEnumerable<QueueItem> ReadAllAsync(CancellationToken cancellationToken = default);

    /// <summary>Removes all items up to and including a sequence.</summary>
    /// <param name="sequence">The last one done with.</param>
    /// <param name="durability">What the commit survives; after a loss the items are read again.</param>
    /// <param name="cancellationToken">Withdraws the request while it still waits.</param>
    ValueTask<CommitResult> AcknowledgeAsync(
        long sequence, Durability durability = Durability.Normal, CancellationToken cancellationToken = default);
}

using System.Runtime.CompilerServices;

namespace KubeEdge.MetaStore.Queues;

/// <summary>A durable queue over the store.</summary>
internal sealed class DurableQueue(Store store, QueueState state) : IDurableQueue
{
    private const int PageItems = 100;

    public string Name => state.Name;

    public long Count => state.Committed.Count;

    public long Bytes => state.Committed.Bytes;

    /// <summary>The state behind a queue; only queues of this package have one.</summary>
    public static QueueState StateOf(IDurableQueue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return queue is DurableQueue durable
            ? durable.State
            : throw new ArgumentException("The queue does not come from a store of this package.", nameof(queue));
    }

    private QueueState State => state;

    public ValueTask<CommitResult> EnqueueAsync(
        ReadOnlyMemory<byte> item, Durability durability = Durability.Full, CancellationToken cancellationToken = default)
    {
        var batch = new StoreBatch();
        batch.Enqueue(this, item);
        return store.CommitAsync(batch, durability, cancellationToken);
    }

    public ValueTask<IReadOnlyList<QueueItem>> ReadAsync(
        long after = 0, int limit = PageItems, CancellationToken cancellationToken = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(after);
        ArgumentOutOfRangeException.ThrowIfLessThan(limit, 1);
        cancellationToken.ThrowIfCancellationRequested();
        return new(Read(after, limit));
    }

    public async IAsyncEnumerable<QueueItem> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var after = 0L;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();

            // Taken before looking: a commit or the close in between wakes the wait below.
            var next = store.Signal.Next;
            if (store.Closing.IsCancellationRequested || TryRead(after) is not { } items)
            {
                yield break;
            }

            foreach (var item in items)
            {
                after = item.Sequence;
                yield return item;
            }

            if (items.Count == 0)
            {
                await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    public ValueTask<CommitResult> AcknowledgeAsync(
        long sequence, Durability durability = Durability.Normal, CancellationToken cancellationToken = default)
    {
        var batch = new StoreBatch();
        batch.Acknowledge(this, sequence);
        return store.CommitAsync(batch, durability, cancellationToken);
    }

    /// <summary>Null when the store was closed meanwhile.</summary>
    private List<QueueItem>? TryRead(long after)
    {
        try
        {
            return Read(after, PageItems);
        }
        catch (ObjectDisposedException)
        {
            return null;
        }
    }

    private List<QueueItem> Read(long after, int limit)
    {
        var position = state.Committed;
        if (position.Count == 0 || position.Tail <= after)
        {
            return [];
        }

        var (items, damaged) = store.Readers.Read((position.Id, After: after, Limit: limit), static (reader, x) =>
        {
            var items = reader.Queues.Read(x.Id, x.After, x.Limit, out var damaged);
            return (items, damaged);
        });
        foreach (var sequence in damaged ?? [])
        {
            store.Damage.Item(state.Name, QueueTable.ItemId(position.Id, sequence), sequence);
        }

        return items;
    }
}

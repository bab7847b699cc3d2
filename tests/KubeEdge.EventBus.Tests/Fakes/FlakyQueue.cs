using System.Runtime.CompilerServices;
using KubeEdge.MetaStore;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>A queue that cannot be read for long: each reading breaks off after a few items, until the faults are used up.</summary>
internal sealed class FlakyQueue(IDurableQueue queue, params int[] faultsAfter) : IDurableQueue
{
    private int _readings;

    public string Name => queue.Name;

    public long Count => queue.Count;

    public long Bytes => queue.Bytes;

    /// <summary>How often somebody began to read.</summary>
    public int Readings => Volatile.Read(ref _readings);

    public async IAsyncEnumerable<QueueItem> ReadAllAsync([EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        var reading = Interlocked.Increment(ref _readings) - 1;
        var left = reading < faultsAfter.Length ? faultsAfter[reading] : int.MaxValue;
        await foreach (var item in queue.ReadAllAsync(cancellationToken))
        {
            if (left-- == 0)
            {
                throw new IOException("The disk does not answer.");
            }

            yield return item;
        }
    }

    public ValueTask<CommitResult> EnqueueAsync(
        ReadOnlyMemory<byte> item, Durability durability = Durability.Full, CancellationToken cancellationToken = default) =>
        queue.EnqueueAsync(item, durability, cancellationToken);

    public ValueTask<IReadOnlyList<QueueItem>> ReadAsync(long after = 0, int limit = 100, CancellationToken cancellationToken = default) =>
        queue.ReadAsync(after, limit, cancellationToken);

    public ValueTask<CommitResult> AcknowledgeAsync(
        long sequence, Durability durability = Durability.Normal, CancellationToken cancellationToken = default) =>
        queue.AcknowledgeAsync(sequence, durability, cancellationToken);
}

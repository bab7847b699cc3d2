using System.Runtime.CompilerServices;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Diagnostics;

namespace KubeEdge.MetaStore.Watching;

/// <summary>The loop of one watch.</summary>
internal sealed class Watch(EventFeed feed, CommitSignal signal, MetaStoreMetrics metrics, CancellationToken closing)
{
    /// <summary>Yields until cancelled, too old, or the store is closed.</summary>
    /// <param name="position">The revision to start after; negative when that place is gone.</param>
    /// <param name="query">Which objects.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    public async IAsyncEnumerable<StoreEvent> RunAsync(
        long position, ResourceQuery query, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        metrics.WatchStarted();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();

                // Taken before looking: a commit or the close in between wakes the wait below.
                var next = signal.Next;
                if (closing.IsCancellationRequested || !TryRead(position, out var chunk))
                {
                    yield break;
                }

                foreach (var change in chunk.Events)
                {
                    if (change.Row is null)
                    {
                        chunk = chunk with { TooOld = true };
                        break;
                    }

                    if (EventSelector.Select(query, change) is { } selected)
                    {
                        yield return selected;
                    }
                }

                if (chunk.TooOld)
                {
                    metrics.TooOld();
                    yield return new StoreEvent(StoreEventKind.TooOld, Math.Max(0, position), null, null);
                    yield break;
                }

                if (chunk.UpTo == position)
                {
                    await next.WaitAsync(cancellationToken).ConfigureAwait(false);
                }

                position = chunk.UpTo;
            }
        }
        finally
        {
            metrics.WatchEnded();
        }
    }

    /// <summary>False when the store was closed meanwhile.</summary>
    private bool TryRead(long position, out EventChunk chunk)
    {
        chunk = new EventChunk(true, [], 0);
        try
        {
            chunk = position < 0 ? chunk : feed.Read(position);
            return true;
        }
        catch (ObjectDisposedException)
        {
            return false;
        }
    }
}

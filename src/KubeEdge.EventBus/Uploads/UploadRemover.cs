using KubeEdge.EventBus.Commands;
using KubeEdge.EventBus.Diagnostics;
using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Uploads;

/// <summary>
/// Takes out of the queue what the cloud has or what was put aside, many at a time. A message that the cloud has, and whose removal dies
/// with the process, is sent a second time, with the same id.
/// </summary>
internal sealed partial class UploadRemover(
    IMetaStore store, UploadQueue queue, EventBusMetrics metrics, TimeProvider timeProvider, ILogger<UploadRemover> logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly Signal _changed = new();
    private readonly Dictionary<long, QueueItem> _aside = [];
    private long _done;
    private long _removed;

    /// <summary>Whether a message needs no sending any more, also when its removal is not committed yet.</summary>
    public bool IsGone(long sequence)
    {
        lock (_gate)
        {
            return sequence <= _done || _aside.ContainsKey(sequence);
        }
    }

    /// <summary>Everything up to here is with the cloud or was put aside.</summary>
    public void Done(long sequence)
    {
        lock (_gate)
        {
            _done = Math.Max(_done, sequence);
        }

        _changed.Set();
    }

    /// <summary>Moves one to the messages that the cloud cannot take.</summary>
    public void PutAside(QueueItem item)
    {
        lock (_gate)
        {
            _aside[item.Sequence] = item;
        }

        _changed.Set();
    }

    /// <summary>Removes until the host stops, and once more then.</summary>
    public async Task RunAsync(CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            var changed = _changed.Next;
            if (await RemoveAsync().ConfigureAwait(false))
            {
                await changed.WaitAsync(stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            else
            {
                await Task.Delay(_pause, timeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
        }

        await RemoveAsync().ConfigureAwait(false);
    }

    /// <summary>False when the store could not write.</summary>
    private async ValueTask<bool> RemoveAsync()
    {
        var (upTo, aside) = Take();
        if (upTo == _removed && aside.Length == 0)
        {
            return true;
        }

        var batch = new StoreBatch();
        foreach (var item in aside)
        {
            if (item.Payload.Length <= queue.DeadLimits.MaxBytes && queue.DeadLimits.MaxItems > 0)
            {
                batch.Enqueue(queue.Dead, item.Payload);
            }

            batch.Remove(queue.Waiting, item.Sequence);
        }

        batch.Acknowledge(queue.Waiting, upTo);
        var result = await store.CommitAsync(batch, Durability.Normal, CancellationToken.None).ConfigureAwait(false);
        if (result.Status != CommitStatus.Committed)
        {
            Log.NotRemoved(logger, result.Status);
            return result.Status == CommitStatus.Closed;
        }

        Settle(upTo, aside);
        queue.Removed.Set();
        return true;
    }

    private (long UpTo, QueueItem[] Aside) Take()
    {
        lock (_gate)
        {
            return (_done, [.. _aside.Values]);
        }
    }

    private void Settle(long upTo, QueueItem[] aside)
    {
        lock (_gate)
        {
            _removed = upTo;
            foreach (var item in aside)
            {
                _aside.Remove(item.Sequence);
            }
        }

        metrics.PutAside(aside.Length);
    }
}

using System.Threading.Channels;

namespace KubeEdge.MetaStore.Writing;

/// <summary>Batches waiting for the writer, in order, and the choice of those that share the next transaction.</summary>
internal sealed class CommitQueue
{
    private const int GroupBatches = 512;
    private const long GroupBytes = 8 << 20;
    private const int MostSpins = 1000;

    private readonly TimeProvider _time;
    private readonly Channel<PendingCommit> _channel;
    private PendingCommit? _held;

    public CommitQueue(int length, TimeProvider time)
    {
        _time = time;
        _channel = Channel.CreateBounded<PendingCommit>(new BoundedChannelOptions(Math.Max(1, length))
        {
            SingleReader = true,
            FullMode = BoundedChannelFullMode.Wait,

            // The only reader is a blocked thread, so the continuation is just its wake-up.
            AllowSynchronousContinuations = true,
        });
    }

    public int Waiting => _channel.Reader.Count;

    public bool IsEmpty => _held is null && Waiting == 0;

    /// <summary>Whether one more batch may join a transaction.</summary>
    /// <param name="batches">Batches in it so far.</param>
    /// <param name="bytes">Bytes in it, the batch included.</param>
    public static bool HasRoom(int batches, long bytes) => batches < GroupBatches && bytes <= GroupBytes;

    public ValueTask<CommitResult> SubmitAsync(PendingCommit pending) =>
        _channel.Writer.TryWrite(pending) ? new(pending.Task) : WaitForRoomAsync(pending);

    public void Close() => _channel.Writer.TryComplete();

    /// <summary>Waits for work and takes what is there and fits into one transaction; false when the queue is closed and empty.</summary>
    public bool Collect(List<PendingCommit> group)
    {
        while (group.Count == 0)
        {
            TakeAll(group);
            if (group.Count == 0 && !WaitForWork())
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>
    /// The next batch, waiting for it a moment. Those who waited for the last sync are about to come back; patience that is short against a
    /// sync brings them into this transaction instead of one of their own.
    /// </summary>
    public bool TryNext(TimeSpan patience, out PendingCommit pending)
    {
        if (TryTake(out pending))
        {
            return true;
        }

        var (began, spin) = (_time.GetTimestamp(), default(SpinWait));
        while (spin.Count < MostSpins && _time.GetElapsedTime(began) < patience)
        {
            spin.SpinOnce(sleep1Threshold: -1);
            if (TryTake(out pending))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Puts a batch back to the front: it does not fit into this transaction.</summary>
    public void Hold(PendingCommit pending) => _held = pending;

    private async ValueTask<CommitResult> WaitForRoomAsync(PendingCommit pending)
    {
        try
        {
            await _channel.Writer.WriteAsync(pending, pending.Cancellation).ConfigureAwait(false);
        }
        catch (ChannelClosedException)
        {
            return new CommitResult(CommitStatus.Closed);
        }

        return await pending.Task.ConfigureAwait(false);
    }

    private void TakeAll(List<PendingCommit> group)
    {
        long bytes = 0;
        while (TryTake(out var pending))
        {
            bytes += pending.Batch.Bytes;
            if (group.Count > 0 && !HasRoom(group.Count, bytes))
            {
                Hold(pending);
                return;
            }

            group.Add(pending);
        }
    }

    /// <summary>Takes a batch that nobody has withdrawn.</summary>
    private bool TryTake(out PendingCommit pending)
    {
        while (TryTakeAny(out pending))
        {
            if (!pending.Cancellation.IsCancellationRequested)
            {
                return true;
            }

            pending.TrySetCanceled(pending.Cancellation);
        }

        return false;
    }

    private bool TryTakeAny(out PendingCommit pending)
    {
        if (_held is { } held)
        {
            (pending, _held) = (held, null);
            return true;
        }

        return _channel.Reader.TryRead(out pending!); // not null when it returns true
    }

    private bool WaitForWork()
    {
        var wait = _channel.Reader.WaitToReadAsync();
        return wait.IsCompleted ? wait.Result : wait.AsTask().GetAwaiter().GetResult();
    }
}

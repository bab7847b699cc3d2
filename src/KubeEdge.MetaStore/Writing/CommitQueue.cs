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
    private long _bytes;

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

    public ValueTask<CommitResult> SubmitAsync(PendingCommit pending) =>
        _channel.Writer.TryWrite(pending) ? new(pending.Task) : WaitForRoomAsync(pending);

    public void Close() => _channel.Writer.TryComplete();

    /// <summary>Waits for work and takes what is there and fits into one transaction; false when the queue is closed and empty.</summary>
    public bool Collect(List<PendingCommit> group)
    {
        _bytes = 0;
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
    /// Those who waited for the last sync are about to come back. A moment of patience, short against a sync, puts them into one
    /// transaction instead of two; a lone writer never waits.
    /// </summary>
    public void Gather(List<PendingCommit> group, int expected, TimeSpan patience)
    {
        var (began, spin) = (_time.GetTimestamp(), default(SpinWait));
        while (group.Count < expected && _held is null && spin.Count < MostSpins && _time.GetElapsedTime(began) < patience)
        {
            if (!TakeAll(group))
            {
                spin.SpinOnce(sleep1Threshold: -1);
            }
        }
    }

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

    /// <summary>False when nothing was there.</summary>
    private bool TakeAll(List<PendingCommit> group)
    {
        var any = false;
        while (group.Count < GroupBatches && TryTake(out var pending))
        {
            any = true;
            if (pending.Cancellation.IsCancellationRequested)
            {
                pending.TrySetCanceled(pending.Cancellation);
                continue;
            }

            if (_bytes + pending.Batch.Bytes > GroupBytes && group.Count > 0)
            {
                _held = pending;
                break;
            }

            _bytes += pending.Batch.Bytes;
            group.Add(pending);
        }

        return any;
    }

    private bool TryTake(out PendingCommit pending)
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

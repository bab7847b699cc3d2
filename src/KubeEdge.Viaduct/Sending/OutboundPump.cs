using KubeEdge.Beehive.Dispatch;
using KubeEdge.Viaduct.Diagnostics;

namespace KubeEdge.Viaduct.Sending;

/// <summary>
/// The one writer of a link. Rests without a task of its own; whoever adds to the empty queue sets it going, and it writes block after
/// block until nothing is left. What is added during a write leaves with the next one: that is what makes many small messages fast.
/// </summary>
internal sealed class OutboundPump(OutboundQueue queue, Stream stream, TimeProvider time, ViaductMetrics metrics, IOutboundEvents events)
    : IThreadPoolWorkItem
{
    // Between the sends of a burst and the turn of a round trip. Shorter after a write of one message, which was no burst.
    private static readonly TimeSpan _rest = TimeSpan.FromMicroseconds(20);
    private static readonly TimeSpan _shortRest = TimeSpan.FromMicroseconds(5);

    private readonly OutboundQueue _queue = queue;
    private readonly Stream _stream = stream;
    private readonly TimeProvider _time = time;
    private readonly ViaductMetrics _metrics = metrics;
    private readonly IOutboundEvents _events = events;
    private long _writeStarted;
    private long _writeEnded;
    private long _reported;
    private bool _wasBurst;

    /// <summary>When the write under way began, as a timestamp of the clock; 0 when none is.</summary>
    public long WriteStarted => Volatile.Read(ref _writeStarted);

    /// <summary>
    /// Sets the writer going. In a burst on the thread pool, so that what the caller adds next is gathered; after a rest on the calling
    /// thread, which saves a lone message one thread switch. There it writes one block and leaves the rest to the pool.
    /// </summary>
    public void Start()
    {
        if (_time.GetElapsedTime(Volatile.Read(ref _writeEnded)) >= (Volatile.Read(ref _wasBurst) ? _rest : _shortRest))
        {
            StartHere();
        }
        else
        {
            StartElsewhere();
        }
    }

    /// <summary>Writes the first block on the calling thread: for a caller that will only wait anyway.</summary>
    public void StartHere() => _ = WriteAsync(mayStay: false);

    /// <inheritdoc/>
    void IThreadPoolWorkItem.Execute() => _ = WriteAsync(mayStay: true);

    /// <summary>The link has ended; what the meters still hold of it is taken back.</summary>
    public void Settle() => Report(0);

    private async Task WriteAsync(bool mayStay)
    {
        while (_queue.Take(out var isClose) is { } block)
        {
            var status = await WriteAsync(block).ConfigureAwait(false);
            block.Finish(status);
            _queue.Return(block);
            if (status != SendStatus.Sent)
            {
                // Ended: the queue is emptied by whoever ends the link.
                return;
            }

            if (isClose)
            {
                _events.OnCloseWritten();
            }

            if (!mayStay)
            {
                if (!_queue.Rest())
                {
                    StartElsewhere();
                }

                return;
            }
        }
    }

    private async ValueTask<SendStatus> WriteAsync(OutboundBlock block)
    {
        Volatile.Write(ref _writeStarted, Math.Max(1, _time.GetTimestamp()));
        try
        {
            await _stream.WriteAsync(block.Bytes).ConfigureAwait(false);
            _metrics.Written(block.Messages, block.Length);
            Volatile.Write(ref _wasBurst, block.Messages > 1);
            Report(_queue.Bytes);
            return SendStatus.Sent;
        }
        catch (Exception exception)
        {
            // Whatever a stream throws, the link cannot go on, and a writer that just stops would hang its callers.
            _events.OnWriteFailed(exception);
            return SendStatus.Closed;
        }
        finally
        {
            Volatile.Write(ref _writeStarted, 0);
            Volatile.Write(ref _writeEnded, _time.GetTimestamp());
        }
    }

    private void StartElsewhere() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private void Report(long bytes) => _metrics.OutboundQueued(bytes - Interlocked.Exchange(ref _reported, bytes));
}

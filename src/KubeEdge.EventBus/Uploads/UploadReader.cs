using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.EventBus.Topics;
using KubeEdge.MetaStore;

namespace KubeEdge.EventBus.Uploads;

/// <summary>Reads ahead from the store for one connection, and marks what was written.</summary>
internal sealed class UploadReader : IUpstreamReader
{
    private const int ReadAhead = 64;

    private readonly UploadSource _source;
    private readonly UploadRemover _remover;
    private readonly UpstreamLink _link;
    private readonly Channel<QueueItem> _ready = Channel.CreateBounded<QueueItem>(
        new BoundedChannelOptions(ReadAhead) { SingleReader = true, SingleWriter = true });

    // Handed out and not written yet, oldest first.
    private readonly Queue<QueueItem> _underWay = new();
    private readonly Lock _gate = new();
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _reading;
    private bool _isBroken;

    public UploadReader(UploadSource source, IDurableQueue queue, UploadRemover remover, UpstreamLink link)
    {
        (_source, _remover, _link) = (source, remover, link);
        _reading = Task.Run(() => ReadAsync(queue, _ended.Token));
    }

    public bool TryRead(out UpstreamItem item)
    {
        while (_ready.Reader.TryRead(out var stored))
        {
            if (!UploadRecord.TryRead(stored.Payload, out var record))
            {
                _source.PutAside(stored, "it cannot be read");
                continue;
            }

            lock (_gate)
            {
                _underWay.Enqueue(stored);
            }

            item = new UpstreamItem(ToMessage(record), stored.Sequence);
            return true;
        }

        item = default;
        return false;
    }

    public void Settle(in UpstreamItem item, UpstreamOutcome outcome)
    {
        switch (outcome)
        {
            case UpstreamOutcome.Written:
                if (TryTake(item.Position) is not null)
                {
                    _remover.Done(item.Position);
                }

                break;
            case UpstreamOutcome.Rejected:
                if (TryTake(item.Position) is { } refused)
                {
                    _source.PutAside(refused, "the link does not take it");
                }

                break;
            default:
                _isBroken = true;
                break;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _ended.Dispose();
        if (_isBroken && _underWay.TryPeek(out var first))
        {
            _source.Broke(first);
        }
    }

    private async Task ReadAsync(IDurableQueue queue, CancellationToken ended)
    {
        try
        {
            await foreach (var item in queue.ReadAllAsync(ended).ConfigureAwait(false))
            {
                if (!_remover.IsGone(item.Sequence))
                {
                    await _ready.Writer.WriteAsync(item, ended).ConfigureAwait(false);
                    _link.Notify();
                }
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The connection is over; the next one reads again what was not written.
        }
    }

    private Message ToMessage(in UploadRecord record) => EventMessages.ForCloud(
        new MessageHeader(record.Id, default, record.TimestampMs),
        record.Topic,
        record.Payload,
        _link.HasFeature(EventMessages.BytesFeature));

    /// <summary>
    /// Only the oldest under way can be taken, so that <see cref="UploadRemover.Done"/> never covers one that was not written: what was
    /// written after one that was not is sent again by the next connection.
    /// </summary>
    private QueueItem? TryTake(long sequence)
    {
        lock (_gate)
        {
            return _underWay.TryPeek(out var first) && first.Sequence == sequence ? _underWay.Dequeue() : null;
        }
    }
}

using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.EventBus.Topics;
using KubeEdge.MetaStore;
using KubeEdge.Shared.Uploads;

namespace KubeEdge.EventBus.Uploads;

/// <summary>
/// Reads ahead from the store for one connection. With a cloud that confirms, a message is done when it was confirmed; with others when it
/// was written.
/// </summary>
internal sealed class UploadReader : IUpstreamReader
{
    private const int ReadAhead = 64;

    private readonly UploadSource _source;
    private readonly UploadRemover _remover;
    private readonly UpstreamLink _link;
    private readonly UploadRepeat? _repeat;
    private readonly UploadWindow _window = new();
    private readonly Channel<QueueItem> _ready = Channel.CreateBounded<QueueItem>(
        new BoundedChannelOptions(ReadAhead) { SingleReader = true, SingleWriter = true });

    private readonly CancellationTokenSource _ended = new();
    private readonly Task _reading;
    private bool _isBroken;
    private long _lastRead;

    public UploadReader(UploadSource source, IDurableQueue queue, UploadRemover remover, UpstreamLink link)
    {
        (_source, _remover, _link) = (source, remover, link);
        if (link.HasFeature(UploadFeatures.Confirmation))
        {
            _repeat = source.Repeating(_window, link);
        }

        _reading = Task.Run(() => ReadAsync(queue, _ended.Token));
    }

    /// <summary>Whether the cloud should have confirmed something and has not.</summary>
    public bool IsCloudSilent => _repeat is { IsSilent: true };

    public bool TryRead(out UpstreamItem item)
    {
        item = default;
        if (_repeat is { IsPausing: true })
        {
            return false;
        }

        if (_window.Repeat() is { } again && UploadRecord.TryRead(again.Payload, out var repeated))
        {
            item = new UpstreamItem(ToMessage(repeated), again.Sequence);
            return true;
        }

        while ((_repeat is null || _window.HasRoom) && _ready.Reader.TryRead(out var stored))
        {
            if (!UploadRecord.TryRead(stored.Payload, out var record))
            {
                _source.PutAside(stored, "it cannot be read");
                continue;
            }

            _window.Add(stored, record.Id);
            _repeat?.Sent();
            item = new UpstreamItem(ToMessage(record), stored.Sequence);
            return true;
        }

        return false;
    }

    public void Settle(in UpstreamItem item, UpstreamOutcome outcome)
    {
        switch (outcome)
        {
            case UpstreamOutcome.Written:
                if (_repeat is null && _window.TryTake(item.Position))
                {
                    _remover.Done(item.Position);
                }

                break;
            case UpstreamOutcome.Rejected:
                if (_window.Remove(item.Position) is { } refused)
                {
                    _source.PutAside(refused, "the link does not take it");
                    _link.Notify();
                }

                break;
            default:
                _isBroken = true;
                break;
        }
    }

    /// <summary>The cloud has taken a message, and with it all that were sent before.</summary>
    public void Confirm(MessageId id)
    {
        if (_repeat is not null && _window.TakeThrough(id) is > 0 and var last)
        {
            _remover.Done(last);
            _repeat.Confirmed();
            _link.Notify();
        }
    }

    /// <summary>The cloud could not take a message, and takes nothing until it comes again, or another one in its place.</summary>
    public void Refuse(MessageId id)
    {
        if (_repeat is null || _window.Find(id) is not { } item)
        {
            return;
        }

        if (_source.Failed(item, "the cloud could not take it"))
        {
            _window.Remove(item.Sequence);
            _repeat.GaveUp(id);
        }
        else
        {
            _repeat.Pause();
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync().ConfigureAwait(false);
        await _reading.ConfigureAwait(false);
        _ended.Dispose();
        _repeat?.Dispose();
        _source.Close(this);
        if ((_isBroken || _repeat is not null) && _window.First is { } first)
        {
            _source.Failed(first, "every link broke over it");
        }
    }

    private async Task ReadAsync(IDurableQueue queue, CancellationToken ended)
    {
        while (!ended.IsCancellationRequested)
        {
            try
            {
                await ReadOnAsync(queue, ended).ConfigureAwait(false);
                return;
            }
            catch (OperationCanceledException) when (ended.IsCancellationRequested)
            {
                // The connection is over; the next one reads again what was not done with.
            }
            catch (Exception exception)
            {
                await _source.PauseAsync(exception, ended).ConfigureAwait(false);
            }
        }
    }

    private async Task ReadOnAsync(IDurableQueue queue, CancellationToken ended)
    {
        await foreach (var item in queue.ReadAllAsync(ended).ConfigureAwait(false))
        {
            if (item.Sequence > _lastRead && !_remover.IsGone(item.Sequence))
            {
                await _ready.Writer.WriteAsync(item, ended).ConfigureAwait(false);
                _lastRead = item.Sequence;
                _link.Notify();
            }
        }
    }

    private Message ToMessage(in UploadRecord record) => EventMessages.ForCloud(
        new MessageHeader(record.Id, _repeat?.GivenUp ?? default, record.TimestampMs),
        record.Topic,
        record.Payload,
        _link.HasFeature(UploadFeatures.Bytes));
}

using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>
/// Received messages until somebody reads them, bounded by number and by bytes. The receiving loop posts without waiting and asks for
/// room afterwards, so what was read from the socket always has a place.
/// </summary>
internal sealed class InboundQueue(LinkLimits limits, TimeProvider time) : ChannelReader<Message>
{
    private readonly Channel<InboundItem> _items = Channel.CreateUnbounded<InboundItem>(new() { SingleWriter = true });
    private readonly int _maxMessages = Math.Max(1, limits.InboundMessages);
    private readonly long _maxBytes = Math.Max(1, limits.InboundBytes);
    private readonly TimeSpan _stallTimeout = limits.StallTimeout;
    private readonly TimeProvider _time = time;
    private long _bytes;
    private int _messages;
    private int _taken;
    private TaskCompletionSource? _room;
    private volatile bool _isComplete;

    /// <inheritdoc/>
    public override Task Completion => _items.Reader.Completion;

    /// <inheritdoc/>
    public override bool CanCount => true;

    /// <inheritdoc/>
    public override int Count => Volatile.Read(ref _messages);

    /// <inheritdoc/>
    public override bool CanPeek => true;

    /// <summary>Whether a limit is reached.</summary>
    public bool IsFull => Volatile.Read(ref _messages) >= _maxMessages || Volatile.Read(ref _bytes) >= _maxBytes;

    /// <summary>Adds a message whatever the limits say. Called by the receiving loop only.</summary>
    public void Post(Message message, int bytes)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _bytes, bytes);
        _items.Writer.TryWrite(new(message, bytes));
    }

    /// <summary>Nothing more will come; what is here stays readable.</summary>
    public void Complete()
    {
        _isComplete = true;
        _items.Writer.TryComplete();
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _room)?.TrySetResult();
    }

    /// <summary>
    /// Waits while a limit is reached. False when nobody took anything for the stall timeout: a slow reader is waited for, an absent one
    /// is not.
    /// </summary>
    public async ValueTask<bool> WaitForRoomAsync()
    {
        while (true)
        {
            var room = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            Volatile.Write(ref _room, room);
            Interlocked.MemoryBarrier();
            if (!IsFull || _isComplete)
            {
                Volatile.Write(ref _room, null);
                return true;
            }

            var taken = Volatile.Read(ref _taken);
            try
            {
                await room.Task.WaitAsync(_stallTimeout, _time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                if (taken == Volatile.Read(ref _taken))
                {
                    return false;
                }
            }
        }
    }

    /// <inheritdoc/>
    public override bool TryRead([MaybeNullWhen(false)] out Message item)
    {
        if (!_items.Reader.TryRead(out var next))
        {
            item = null;
            return false;
        }

        item = next.Message;
        Interlocked.Decrement(ref _messages);
        Interlocked.Add(ref _bytes, -next.Bytes);
        if (Volatile.Read(ref _room) is { } room)
        {
            Interlocked.Increment(ref _taken);
            if (!IsFull)
            {
                room.TrySetResult();
            }
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool TryPeek([MaybeNullWhen(false)] out Message item)
    {
        var isThere = _items.Reader.TryPeek(out var next);
        item = next.Message;
        return isThere;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default) =>
        _items.Reader.WaitToReadAsync(cancellationToken);
}

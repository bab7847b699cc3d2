using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>
/// Received messages until somebody reads them, bounded by number and by bytes. The receiving loop posts without waiting and asks for
/// room afterwards, so what was read from the socket always has a place. Not a channel of the framework, because only who wakes a reader
/// knows whether it may go on on that thread.
/// </summary>
internal sealed class InboundQueue(LinkLimits limits, TimeProvider time) : ChannelReader<Message>
{
    private readonly ConcurrentQueue<InboundItem> _items = new();
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly int _maxMessages = limits.InboundMessages;
    private readonly long _maxBytes = limits.InboundBytes;
    private readonly TimeSpan _stallTimeout = limits.StallTimeout;
    private readonly TimeProvider _time = time;
    private long _bytes;
    private int _messages;
    private int _taken;
    private TaskCompletionSource? _room;
    private InboundWaiter? _waiting;
    private InboundWaiter? _spare;
    private volatile bool _isComplete;

    /// <inheritdoc/>
    public override Task Completion => _completion.Task;

    /// <inheritdoc/>
    public override bool CanCount => true;

    /// <inheritdoc/>
    public override int Count => Volatile.Read(ref _messages);

    /// <inheritdoc/>
    public override bool CanPeek => true;

    /// <summary>Whether a limit is reached.</summary>
    public bool IsFull => Volatile.Read(ref _messages) >= _maxMessages || Volatile.Read(ref _bytes) >= _maxBytes;

    /// <summary>Adds a message whatever the limits say. Called by the receiving loop only, which wakes whom it gets back.</summary>
    public IWakeable? Post(Message message, int bytes)
    {
        Interlocked.Increment(ref _messages);
        Interlocked.Add(ref _bytes, bytes);
        lock (_gate)
        {
            _items.Enqueue(new(message, bytes));
            return TakeWaiting(true);
        }
    }

    /// <summary>Nothing more will come; what is here stays readable.</summary>
    public void Complete()
    {
        InboundWaiter? waiting;
        lock (_gate)
        {
            _isComplete = true;
            waiting = TakeWaiting(false);
        }

        waiting?.Wake(here: false);
        Interlocked.MemoryBarrier();
        Volatile.Read(ref _room)?.TrySetResult();
        CompleteIfEmpty();
    }

    /// <summary>Takes a reader that gives up out of those that wait; false when it is being woken already.</summary>
    public bool Remove(InboundWaiter waiter)
    {
        lock (_gate)
        {
            InboundWaiter? before = null;
            var at = _waiting;
            while (at is not null && at != waiter)
            {
                before = at;
                at = at.Next;
            }

            if (at is null)
            {
                return false;
            }

            if (before is null)
            {
                _waiting = waiter.Next;
            }
            else
            {
                before.Next = waiter.Next;
            }

            waiter.Next = null;
            return true;
        }
    }

    /// <summary>Takes back a waiter for the next wait.</summary>
    public void Return(InboundWaiter waiter) => Volatile.Write(ref _spare, waiter);

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
        if (!_items.TryDequeue(out var next))
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

        CompleteIfEmpty();
        return true;
    }

    /// <inheritdoc/>
    public override bool TryPeek([MaybeNullWhen(false)] out Message item)
    {
        var isThere = _items.TryPeek(out var next);
        item = next.Message;
        return isThere;
    }

    /// <inheritdoc/>
    public override ValueTask<bool> WaitToReadAsync(CancellationToken cancellationToken = default)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return ValueTask.FromCanceled<bool>(cancellationToken);
        }

        InboundWaiter waiter;
        ValueTask<bool> outcome;
        lock (_gate)
        {
            if (!_items.IsEmpty || _isComplete)
            {
                return new(!_items.IsEmpty);
            }

            waiter = Interlocked.Exchange(ref _spare, null) ?? new(this);
            outcome = waiter.Start();
            waiter.Next = _waiting;
            _waiting = waiter;
        }

        if (cancellationToken.CanBeCanceled)
        {
            waiter.CancelWith(cancellationToken);
        }

        return outcome;
    }

    // Every reader that waits, with what it is told. Under the lock, woken outside.
    private InboundWaiter? TakeWaiting(bool outcome)
    {
        var waiting = _waiting;
        _waiting = null;
        for (var waiter = waiting; waiter is not null; waiter = waiter.Next)
        {
            waiter.Outcome = outcome;
        }

        return waiting;
    }

    private void CompleteIfEmpty()
    {
        if (_isComplete && _items.IsEmpty)
        {
            _completion.TrySetResult();
        }
    }
}

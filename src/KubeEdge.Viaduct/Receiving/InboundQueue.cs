using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct.Receiving;

/// <summary>
/// Received messages until somebody reads them, bounded by number and by bytes. The receiving loop posts without waiting and asks for
/// room afterwards, so what was read from the socket always has a place. Not a channel of the framework, because only who wakes a reader
/// knows whether it may go on on that thread, and because a cloud has thousands of these that are empty.
/// </summary>
internal sealed class InboundQueue(LinkLimits limits, TimeProvider time) : ChannelReader<Message>
{
    // An empty queue keeps no more room than this, whatever burst went through it.
    private const int KeptCapacity = 256;

    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _gate = new();
    private readonly int _maxMessages = Math.Max(1, limits.InboundMessages);
    private readonly long _maxBytes = Math.Max(1, limits.InboundBytes);
    private readonly TimeSpan _stallTimeout = limits.StallTimeout;
    private readonly TimeProvider _time = time;
    private Queue<InboundItem> _items = new();
    private long _bytes;
    private volatile int _count;
    private volatile bool _isFull;
    private int _taken;
    private TaskCompletionSource? _room;
    private InboundWaiter? _waiting;
    private InboundWaiter? _spare;
    private bool _isComplete;

    /// <inheritdoc/>
    public override Task Completion => _completion.Task;

    /// <inheritdoc/>
    public override bool CanCount => true;

    /// <inheritdoc/>
    public override int Count => _count;

    /// <inheritdoc/>
    public override bool CanPeek => true;

    /// <summary>Whether a limit is reached.</summary>
    public bool IsFull => _isFull;

    /// <summary>Adds a message whatever the limits say. Called by the receiving loop only, which wakes whom it gets back.</summary>
    public IWakeable? Post(Message message, int bytes)
    {
        lock (_gate)
        {
            _items.Enqueue(new(message, bytes));
            Note(bytes);
            return TakeWaiting(true);
        }
    }

    /// <summary>Nothing more will come; what is here stays readable.</summary>
    public void Complete()
    {
        InboundWaiter? waiting;
        TaskCompletionSource? room;
        bool isEmpty;
        lock (_gate)
        {
            _isComplete = true;
            waiting = TakeWaiting(false);
            room = _room;
            isEmpty = _items.Count == 0;
        }

        waiting?.Wake(here: false);
        room?.TrySetResult();
        if (isEmpty)
        {
            _completion.TrySetResult();
        }
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
            TaskCompletionSource room;
            int taken;
            lock (_gate)
            {
                if (!_isFull || _isComplete)
                {
                    _room = null;
                    return true;
                }

                room = _room = new(TaskCreationOptions.RunContinuationsAsynchronously);
                taken = _taken;
            }

            try
            {
                await room.Task.WaitAsync(_stallTimeout, _time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                lock (_gate)
                {
                    if (taken == _taken)
                    {
                        return false;
                    }
                }
            }
        }
    }

    /// <inheritdoc/>
    public override bool TryRead([MaybeNullWhen(false)] out Message item)
    {
        TaskCompletionSource? room;
        bool isLast;
        lock (_gate)
        {
            if (!_items.TryDequeue(out var next))
            {
                item = null;
                return false;
            }

            item = next.Message;
            Note(-next.Bytes);
            _taken++;
            room = _isFull ? null : _room;
            isLast = _isComplete && _items.Count == 0;
        }

        room?.TrySetResult();
        if (isLast)
        {
            _completion.TrySetResult();
        }

        return true;
    }

    /// <inheritdoc/>
    public override bool TryPeek([MaybeNullWhen(false)] out Message item)
    {
        lock (_gate)
        {
            var isThere = _items.TryPeek(out var next);
            item = next.Message;
            return isThere;
        }
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
            if (_items.Count > 0 || _isComplete)
            {
                return new(_items.Count > 0);
            }

            if (_items.Capacity > KeptCapacity)
            {
                _items = new();
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

    // Under the lock; read without it.
    private void Note(int bytes)
    {
        _bytes += bytes;
        _count = _items.Count;
        _isFull = _count >= _maxMessages || _bytes >= _maxBytes;
    }
}

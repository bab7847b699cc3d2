using System.Text;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct.Framing;

namespace KubeEdge.Viaduct.Sending;

/// <summary>
/// What waits to leave one link, framed and masked: control frames first, then the urgent lane, then the normal one. Any number of callers
/// add; the one writer takes blocks of many frames.
/// </summary>
/// <param name="isClient">Whether frames must be masked.</param>
/// <param name="limits">The bounds.</param>
internal sealed class OutboundQueue(bool isClient, LinkLimits limits)
{
    private readonly Lock _gate = new();
    private readonly MaskKeys? _keys = isClient ? new() : null;
    private readonly long _limit = limits.OutboundBytes;
    private readonly int _maxMessageBytes = limits.MaxMessageBytes;
    private readonly OutboundLane _urgent = new();
    private readonly OutboundLane _normal = new();
    private OutboundBlock? _spare;
    private byte[]? _pong;
    private bool _pingDue;
    private byte[]? _close;
    private bool _closeAtOnce;
    private bool _refusesMore;
    private bool _isEnded;
    private bool _isWriting;

    /// <summary>How many encoded bytes wait.</summary>
    public long Bytes
    {
        get
        {
            lock (_gate)
            {
                return _urgent.Bytes + _normal.Bytes;
            }
        }
    }

    /// <summary>Whether urgent messages wait for room: more is asked of this side than the peer takes.</summary>
    public bool IsCrowded
    {
        get
        {
            lock (_gate)
            {
                return _urgent.Waiting.Count > 0;
            }
        }
    }

    /// <summary>
    /// Adds a message whose encoding is <paramref name="json"/>, or, when there is no room, the message to be encoded again later.
    /// </summary>
    /// <returns>False when the link is closing; the waiter is not told then.</returns>
    public bool TryAdd(Message message, ReadOnlySpan<byte> json, LinkLane lane, OutboundWaiter? waiter, out bool mustWake)
    {
        var target = lane == LinkLane.Urgent ? _urgent : _normal;
        lock (_gate)
        {
            mustWake = false;
            if (_refusesMore)
            {
                return false;
            }

            if (target.MustWait(_limit))
            {
                target.Waiting.Enqueue(new(message, waiter));
                return true;
            }

            Append(target, json, waiter);
            mustWake = Wake();
            return true;
        }
    }

    /// <summary>Asks for a ping. True when the writer must be woken.</summary>
    public bool AddPing()
    {
        lock (_gate)
        {
            _pingDue = true;
            return Wake();
        }
    }

    /// <summary>Answers a ping; only the newest one that waits is answered, as RFC 6455 allows, so that pings cannot pile up.</summary>
    public bool AddPong(ReadOnlySpan<byte> payload)
    {
        lock (_gate)
        {
            _pong = payload.ToArray();
            return Wake();
        }
    }

    /// <summary>Refuses messages from now on and makes a close frame leave: at once, or after what is queued.</summary>
    public bool AddClose(ushort code, string reason, bool atOnce)
    {
        lock (_gate)
        {
            _refusesMore = true;
            if (_close is null)
            {
                _close = new byte[2 + Math.Min(Encoding.UTF8.GetByteCount(reason), CloseCode.LongestReason)];
                (_close[0], _close[1]) = ((byte)(code >> 8), (byte)code);
                Encoding.UTF8.GetEncoder().Convert(reason, _close.AsSpan(2), flush: true, out _, out var used, out _);
                Array.Resize(ref _close, 2 + used);
            }

            _closeAtOnce |= atOnce;
            return Wake();
        }
    }

    /// <summary>The next block to write; null when there is nothing, and then the writer rests until somebody wakes it.</summary>
    public OutboundBlock? Take(out bool isClose)
    {
        Refill(_urgent);
        Refill(_normal);
        lock (_gate)
        {
            isClose = false;
            if (!_isEnded)
            {
                var block = (_closeAtOnce ? null : TakeControl() ?? _urgent.Take() ?? _normal.Take()) ?? TakeClose(out isClose);
                if (block is not null)
                {
                    return block;
                }
            }

            _isWriting = false;
            return null;
        }
    }

    /// <summary>Lets the writer rest, as an empty <see cref="Take"/> does. False when there is more to write.</summary>
    public bool Rest()
    {
        lock (_gate)
        {
            var isEmpty = _urgent.IsEmpty && _normal.IsEmpty && _pong is null && !_pingDue && _close is not { Length: > 0 };
            _isWriting = !isEmpty;
            return isEmpty;
        }
    }

    /// <summary>Takes back a block that was written and finished, for the next frames.</summary>
    public void Return(OutboundBlock block)
    {
        lock (_gate)
        {
            _spare ??= block;
        }
    }

    /// <summary>The link has ended: everything still here fails with <see cref="SendStatus.Closed"/>.</summary>
    public void End()
    {
        List<OutboundBlock> blocks = [];
        List<WaitingSend> waiting = [];
        lock (_gate)
        {
            _refusesMore = true;
            _isEnded = true;
            foreach (var lane in (ReadOnlySpan<OutboundLane>)[_urgent, _normal])
            {
                while (lane.Take() is { } block)
                {
                    blocks.Add(block);
                }

                waiting.AddRange(lane.Waiting);
                lane.Waiting.Clear();
            }
        }

        blocks.ForEach(static block => block.Finish(SendStatus.Closed));
        waiting.ForEach(static send => send.Waiter?.Complete(SendStatus.Closed));
    }

    // The writer alone takes from the waiting ones, so the head stays the head while it is encoded outside the lock.
    private void Refill(OutboundLane lane)
    {
        while (true)
        {
            WaitingSend send;
            bool isWanted;
            lock (_gate)
            {
                if (!lane.Waiting.TryPeek(out send))
                {
                    return;
                }

                // What nobody waits for any more needs no room to go away.
                isWanted = send.Waiter is not { IsDecided: true };
                if (isWanted && lane.Bytes >= _limit)
                {
                    return;
                }
            }

            var json = default(ReadOnlySpan<byte>);
            var isEncoded = isWanted && MessageEncoder.TryEncode(send.Message, _maxMessageBytes, out json, out _);
            lock (_gate)
            {
                if (!lane.Waiting.TryDequeue(out _))
                {
                    return;
                }

                if (isEncoded)
                {
                    Append(lane, json, send.Waiter);
                    continue;
                }
            }

            send.Waiter?.Complete(SendStatus.Rejected);
        }
    }

    private void Append(OutboundLane lane, ReadOnlySpan<byte> json, OutboundWaiter? waiter) =>
        Write(lane.Append(FrameHeader.LengthFor(json.Length, _keys is not null) + json.Length, waiter, ref _spare), Opcode.Text, json);

    private OutboundBlock? TakeControl()
    {
        if (_pong is null && !_pingDue)
        {
            return null;
        }

        var block = new OutboundBlock();
        if (_pong is not null)
        {
            AppendControl(block, Opcode.Pong, _pong);
            _pong = null;
        }

        if (_pingDue)
        {
            AppendControl(block, Opcode.Ping, []);
            _pingDue = false;
        }

        return block;
    }

    private OutboundBlock? TakeClose(out bool isClose)
    {
        isClose = _close is { Length: > 0 };
        if (!isClose)
        {
            return null;
        }

        var block = new OutboundBlock();
        AppendControl(block, Opcode.Close, _close);
        _close = []; // It leaves once, and nothing after it.
        _closeAtOnce = true;
        return block;
    }

    private void AppendControl(OutboundBlock block, Opcode opcode, ReadOnlySpan<byte> payload) =>
        Write(block.Append(FrameHeader.LengthFor(payload.Length, _keys is not null) + payload.Length), opcode, payload);

    private void Write(Span<byte> frame, Opcode opcode, ReadOnlySpan<byte> payload)
    {
        var key = _keys?.Next() ?? 0;
        var at = FrameHeader.Write(frame, opcode, payload.Length, _keys is not null, key);
        if (key == 0)
        {
            payload.CopyTo(frame[at..]);
        }
        else
        {
            Mask.Copy(payload, frame[at..], key);
        }
    }

    private bool Wake()
    {
        var mustWake = !_isWriting && !_isEnded;
        _isWriting |= mustWake;
        return mustWake;
    }
}

namespace KubeEdge.Viaduct.Sending;

/// <summary>One lane: the blocks to write, in order, and behind them the messages that wait for room. Guarded by the queue's lock.</summary>
internal sealed class OutboundLane
{
    private OutboundBlock? _head;
    private OutboundBlock? _tail;

    /// <summary>How many encoded bytes are in it.</summary>
    public long Bytes { get; private set; }

    /// <summary>What waits for room.</summary>
    public Queue<WaitingSend> Waiting { get; } = new();

    /// <summary>Whether nothing is in it and nothing waits.</summary>
    public bool IsEmpty => _head is null && Waiting.Count == 0;

    /// <summary>Whether a new message must wait: there is no room, or others wait already.</summary>
    public bool MustWait(long limit) => Bytes >= limit || Waiting.Count > 0;

    /// <summary>Room for a frame at the end of the lane; the caller fills all of it. A new block is <paramref name="spare"/> when there is one.</summary>
    public Span<byte> Append(int frameLength, OutboundWaiter? waiter, ref OutboundBlock? spare)
    {
        if (_tail is null || !_tail.HasRoom(frameLength))
        {
            var block = spare ?? new OutboundBlock();
            spare = null;
            if (_tail is null)
            {
                _head = block;
            }
            else
            {
                _tail.Next = block;
            }

            _tail = block;
        }

        Bytes += frameLength;
        _tail.Add(waiter);
        return _tail.Append(frameLength);
    }

    /// <summary>Takes the first block out; null when there is none.</summary>
    public OutboundBlock? Take()
    {
        var block = _head;
        if (block is not null)
        {
            _head = block.Next;
            _tail = _head is null ? null : _tail;
            block.Next = null;
            Bytes -= block.Length;
        }

        return block;
    }
}

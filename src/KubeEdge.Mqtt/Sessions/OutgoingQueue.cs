using System.Diagnostics.CodeAnalysis;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>
/// What one session has still to deliver: waiting messages in order, and by identifier those that the client has not acknowledged.
/// Guarded by its session.
/// </summary>
internal sealed class OutgoingQueue
{
    private readonly LinkedList<OutgoingMessage> _waiting = [];
    private readonly Dictionary<ushort, OutgoingMessage> _byId = [];
    private ushort _lastId;
    private long _lastSequence;
    private long _lastSent;

    /// <summary>Messages that wait or are unacknowledged.</summary>
    public int Count { get; private set; }

    /// <summary>Their topics and payloads, in bytes.</summary>
    public long Bytes { get; private set; }

    /// <summary>The newest message that was sent, by sequence: later ones were not.</summary>
    public long LastSent => Math.Min(_lastSent, _lastSequence);

    public IEnumerable<OutgoingMessage> Unacknowledged => _byId.Values;

    /// <summary>Those that were never sent, in order.</summary>
    public IEnumerable<OutgoingMessage> Unsent => _waiting.Where(static message => message.IsUnsent);

    /// <summary>Whether a limit is reached.</summary>
    public bool IsFull(int messages, long bytes, int size) => Count >= messages || (Count > 0 && Bytes + size > bytes);

    public void Add(OutgoingMessage message)
    {
        _lastSent = LastSent;
        message.Sequence = ++_lastSequence;
        if (message.Qos != MqttQos.AtMostOnce)
        {
            message.Id = NextId();
            _byId.Add(message.Id, message);
        }

        _waiting.AddLast(message);
        Count++;
        Bytes += message.Message.Size;
    }

    /// <summary>Says what had been sent of the messages that are put back next; null for perhaps all of them.</summary>
    public void Restore(long? lastSent)
    {
        _lastSequence = lastSent ?? 0;
        _lastSent = lastSent ?? long.MaxValue;
    }

    /// <summary>Puts back what the store held. In the order of their sequence.</summary>
    public void Restore(OutgoingMessage message)
    {
        message.WasSentBefore = message.Sequence <= _lastSent;
        _byId[message.Id] = message;
        _waiting.AddLast(message);
        _lastId = message.Id;
        _lastSequence = Math.Max(_lastSequence, message.Sequence);
        Count++;
        Bytes += message.Message.Size;
    }

    public bool TryPeek([NotNullWhen(true)] out OutgoingMessage? message)
    {
        message = _waiting.First?.Value;
        return message is not null;
    }

    /// <summary>Takes the first waiting message; one of QoS 0 is gone with that.</summary>
    public void TakeFirst()
    {
        if (_waiting.First is { Value: var message })
        {
            _waiting.RemoveFirst();
            if (message.Id == 0)
            {
                Forget(message);
            }
            else
            {
                _lastSent = Math.Max(_lastSent, message.Sequence);
            }
        }
    }

    /// <summary>Takes out the oldest message that was never sent, to make room.</summary>
    public OutgoingMessage? DropOldest()
    {
        for (var node = _waiting.First; node is not null; node = node.Next)
        {
            if (node.Value.IsUnsent)
            {
                _waiting.Remove(node);
                Complete(node.Value);
                return node.Value;
            }
        }

        return null;
    }

    public OutgoingMessage? Find(ushort id) => _byId.GetValueOrDefault(id);

    /// <summary>The message is delivered, or given up.</summary>
    public void Complete(OutgoingMessage message)
    {
        if (message.Id != 0)
        {
            _byId.Remove(message.Id);
        }

        Forget(message);
    }

    /// <summary>
    /// The connection is gone: what it did not acknowledge waits again, before everything else and in the old order; what nobody waits for
    /// (QoS 0) is dropped.
    /// </summary>
    public void Rewind()
    {
        var kept = new List<OutgoingMessage>(_byId.Values);
        kept.Sort(static (a, b) => a.Sequence.CompareTo(b.Sequence));
        _waiting.Clear();
        Count = 0;
        Bytes = 0;
        foreach (var message in kept)
        {
            if (message.Stage == OutgoingStage.Sent)
            {
                message.Stage = OutgoingStage.Queued;
                message.WasSentBefore = message.Sequence <= _lastSent;
            }

            _waiting.AddLast(message);
            Count++;
            Bytes += message.Message.Size;
        }
    }

    private void Forget(OutgoingMessage message)
    {
        Count--;
        Bytes -= message.Message.Size;
    }

    // The limit of messages is below 65,535, so one is free.
    private ushort NextId()
    {
        do
        {
            _lastId = _lastId == ushort.MaxValue ? (ushort)1 : (ushort)(_lastId + 1);
        }
        while (_byId.ContainsKey(_lastId));
        return _lastId;
    }
}

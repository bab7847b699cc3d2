using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>
/// The messages on their way to the broker, in the order in which they were published: first those that an earlier connection left
/// unacknowledged, then those that wait. Guarded by the session.
/// </summary>
internal sealed class OutboundMessages(MqttClientOptions options, PacketIds ids, Action dropped)
{
    private readonly Dictionary<ushort, PendingPublish> _inFlight = [];
    private readonly List<PendingPublish> _order = [];
    private readonly LinkedList<PendingPublish> _waiting = [];

    // Of what waits, those that may have to make room, in the same order. Empty unless the policy says so.
    private readonly Queue<LinkedListNode<PendingPublish>> _droppable = new();
    private Queue<PendingPublish> _resend = new();
    private long _bytes;
    private int _count;
    private int _unanswered;

    /// <summary>Messages that wait or are unacknowledged.</summary>
    public int Count => _count;

    /// <summary>Whether something of what waits could be sent without an answer of the broker.</summary>
    public bool HasUnsent => _waiting.Count > 0 || _resend.Count > 0;

    /// <summary>Queues a message; false when there is no room.</summary>
    public bool TryAdd(PendingPublish entry)
    {
        while (_count >= options.Limits.QueuedMessages || _bytes + entry.Size > options.Limits.QueuedBytes)
        {
            if (options.QueuePolicy == MqttQueuePolicy.Refuse || !TryDropOldest())
            {
                return false;
            }
        }

        _count++;
        _bytes += entry.Size;
        var node = _waiting.AddLast(entry);
        if (options.QueuePolicy == MqttQueuePolicy.DropOldestAtMostOnce && entry.Message.Qos == MqttQos.AtMostOnce)
        {
            _droppable.Enqueue(node);
        }

        return true;
    }

    /// <summary>The next one to write; null when there is none or the broker has to acknowledge first.</summary>
    public PendingPublish? Take(BrokerTerms terms)
    {
        if (_resend.Count > 0)
        {
            return _unanswered < terms.ReceiveMaximum ? Sent(_resend.Dequeue()) : null;
        }

        while (_waiting.First is { Value: var entry })
        {
            var isAtMostOnce = entry.Message.Qos == MqttQos.AtMostOnce;
            if (!isAtMostOnce && _unanswered >= terms.ReceiveMaximum)
            {
                return null;
            }

            _waiting.RemoveFirst();
            if (isAtMostOnce)
            {
                _droppable.TryDequeue(out _);
            }

            if (terms.FindFault(entry.Message, PublishFrames.LargestSize(entry, terms.Version)) is { } fault)
            {
                Finish(entry, fault);
                dropped();
                continue;
            }

            if (isAtMostOnce)
            {
                Forget(entry);
                return entry;
            }

            entry.Id = ids.Take();
            _inFlight.Add(entry.Id, entry);
            _order.Add(entry);
            return Sent(entry);
        }

        return null;
    }

    /// <summary>A message that was sent on this connection and awaits an answer.</summary>
    public PendingPublish? Find(ushort id) => _inFlight.TryGetValue(id, out var entry) && entry.IsOnWire ? entry : null;

    /// <summary>The broker's last word about a message in flight.</summary>
    public void Answered(PendingPublish entry, MqttPublishResult result)
    {
        Remove(entry);
        _unanswered--;
        Finish(entry, result);
    }

    /// <summary>A connection begins: what is in flight goes again, in its order, before anything else.</summary>
    /// <param name="sessionPresent">Whether the broker knows of it. Otherwise it goes as new, or is given up.</param>
    public void Attach(bool sessionPresent)
    {
        _unanswered = 0;
        foreach (var entry in _order)
        {
            entry.IsOnWire = false;
        }

        if (sessionPresent)
        {
            _resend = new Queue<PendingPublish>(_order);
            return;
        }

        _resend = new Queue<PendingPublish>();
        var lost = _order.ToArray();
        foreach (var entry in lost)
        {
            Remove(entry);
            (entry.Id, entry.WasSent, entry.IsReleased) = (0, false, false);
            if (!options.ResendAfterSessionLoss)
            {
                Finish(entry, new(MqttPublishStatus.NotConnected, Detail: "The broker lost the session before it answered."));
            }
        }

        if (options.ResendAfterSessionLoss)
        {
            foreach (var entry in lost.Reverse())
            {
                _waiting.AddFirst(entry);
            }
        }
    }

    /// <summary>The client is closed: nothing of this will be answered.</summary>
    public void Close()
    {
        foreach (var entry in _order.Concat(_waiting))
        {
            entry.Complete(new(MqttPublishStatus.Closed, Detail: "The client was closed before the broker answered."));
        }

        _order.Clear();
        _inFlight.Clear();
        _waiting.Clear();
        _droppable.Clear();
        _resend.Clear();
        (_count, _bytes) = (0, 0);
    }

    private PendingPublish Sent(PendingPublish entry)
    {
        _unanswered++;
        entry.IsOnWire = true;
        return entry;
    }

    private bool TryDropOldest()
    {
        if (!_droppable.TryDequeue(out var oldest))
        {
            return false;
        }

        _waiting.Remove(oldest);
        Forget(oldest.Value);
        dropped();
        return true;
    }

    private void Remove(PendingPublish entry)
    {
        _inFlight.Remove(entry.Id);
        ids.Release(entry.Id);

        // Acknowledgements come in order, so it is the first or near it.
        _order.Remove(entry);
    }

    private void Finish(PendingPublish entry, MqttPublishResult result)
    {
        Forget(entry);
        entry.Complete(result);
    }

    private void Forget(PendingPublish entry)
    {
        _count--;
        _bytes -= entry.Size;
    }
}

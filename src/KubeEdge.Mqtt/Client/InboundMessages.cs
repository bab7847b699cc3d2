using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>
/// The received messages of QoS 1 and 2. Answers leave in the order in which the messages came (4.6), whenever the application gives them.
/// Those of QoS 2 are remembered until the broker releases them, reconnects in between included, so that none is delivered twice.
/// Guarded by the session.
/// </summary>
internal sealed class InboundMessages
{
    private readonly Queue<InboundMessage> _line = new();
    private readonly Dictionary<ushort, InboundMessage> _exactlyOnce = [];
    private int _unreleased;

    /// <summary>What the receive maximum counts.</summary>
    public int Unanswered => _line.Count + _unreleased;

    /// <summary>Takes in a message; null when it was delivered before, and only its answer is asked for again.</summary>
    public InboundMessage? Receive(ushort id, MqttQos qos)
    {
        if (qos == MqttQos.ExactlyOnce && _exactlyOnce.TryGetValue(id, out var known))
        {
            if (known.IsAnswered)
            {
                known.IsAnswered = false;
                _unreleased--;
            }

            PutInLine(known);
            return null;
        }

        var message = new InboundMessage(id, qos);
        if (qos == MqttQos.ExactlyOnce)
        {
            _exactlyOnce.Add(id, message);
        }

        PutInLine(message);
        return message;
    }

    /// <summary>The next answer that may leave; null when the first in line is not acknowledged.</summary>
    public AckPacket? TakeAnswer()
    {
        if (!_line.TryPeek(out var first) || first.Answer is not { } reason)
        {
            return null;
        }

        _line.Dequeue();
        first.IsInLine = false;
        if (first.Qos == MqttQos.AtLeastOnce)
        {
            return new AckPacket(MqttPacketType.Puback, first.Id, reason);
        }

        if (reason >= MqttReason.UnspecifiedError)
        {
            _exactlyOnce.Remove(first.Id);
        }
        else
        {
            first.IsAnswered = true;
            _unreleased++;
        }

        return new AckPacket(MqttPacketType.Pubrec, first.Id, reason);
    }

    /// <summary>The broker forgets a message of QoS 2; so does the client.</summary>
    public AckPacket Release(ushort id)
    {
        if (!_exactlyOnce.Remove(id, out var message))
        {
            return new AckPacket(MqttPacketType.Pubcomp, id, MqttReason.PacketIdentifierNotFound);
        }

        _unreleased -= message.IsAnswered ? 1 : 0;
        return new AckPacket(MqttPacketType.Pubcomp, id);
    }

    /// <summary>It was never delivered: when the broker sends it again it is a new one.</summary>
    public void Forget(InboundMessage message) => _exactlyOnce.Remove(message.Id);

    /// <summary>A connection begins. The broker sends again what it has no answer to.</summary>
    public void Attach(bool sessionPresent)
    {
        foreach (var message in _line)
        {
            message.IsInLine = false;
        }

        _line.Clear();
        if (!sessionPresent)
        {
            _exactlyOnce.Clear();
            _unreleased = 0;
        }
    }

    private void PutInLine(InboundMessage message)
    {
        if (!message.IsInLine)
        {
            message.IsInLine = true;
            _line.Enqueue(message);
        }
    }
}

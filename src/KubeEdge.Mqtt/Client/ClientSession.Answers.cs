using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>What the broker sends. A fault is why the connection has to end; null goes on.</summary>
internal sealed partial class ClientSession
{
    /// <summary>Takes in a message.</summary>
    /// <param name="packet">The PUBLISH.</param>
    /// <param name="delivery">What the application gets; null when it got the message before.</param>
    public MqttProtocolError? Receive(in PublishPacket packet, out MqttDelivery? delivery)
    {
        _metrics.Received();
        if (packet.Message.Qos == MqttQos.AtMostOnce)
        {
            delivery = new MqttDelivery(packet.Message);
            return null;
        }

        lock (_lock)
        {
            delivery = null;
            var entry = _inbound.Receive(packet.Id, packet.Message.Qos);
            if (_options.Version == MqttVersion.V5 && _inbound.Unanswered > _options.Limits.ReceiveMaximum)
            {
                return new(MqttReason.ReceiveMaximumExceeded, MqttPacketType.Publish, "packet",
                    $"more than {_options.Limits.ReceiveMaximum} unacknowledged messages");
            }

            if (entry is not null)
            {
                delivery = new MqttDelivery(packet.Message, Acknowledged) { Tag = entry };
            }

            AnswerInLine();
            return null;
        }
    }

    /// <summary>The application could not be given a message, so the broker has to send it again.</summary>
    public void Undelivered(MqttDelivery delivery)
    {
        lock (_lock)
        {
            if (delivery.Tag is InboundMessage entry)
            {
                _inbound.Forget(entry);
            }
        }
    }

    /// <summary>PUBACK, PUBREC, PUBREL, PUBCOMP.</summary>
    public MqttProtocolError? Receive(AckPacket packet)
    {
        lock (_lock)
        {
            if (packet.Type == MqttPacketType.Pubrel)
            {
                Answer(_inbound.Release(packet.Id));
                return null;
            }

            var entry = _outbound.Find(packet.Id);
            if (entry is null)
            {
                // One that is not known can be left over from an earlier connection: the standard has an answer, and it is no fault.
                if (packet.Type == MqttPacketType.Pubrec && packet.Reason < MqttReason.UnspecifiedError)
                {
                    Answer(new AckPacket(MqttPacketType.Pubrel, packet.Id, MqttReason.PacketIdentifierNotFound));
                }

                return null;
            }

            return Advance(entry, packet);
        }
    }

    public MqttProtocolError? Receive(SubackPacket packet) => Complete(packet.Id, packet.Reasons, isSubscribe: true);

    public MqttProtocolError? Receive(UnsubackPacket packet) => Complete(packet.Id, packet.Reasons, isSubscribe: false);

    private void Acknowledged(MqttDelivery delivery, MqttReason reason)
    {
        lock (_lock)
        {
            if (delivery.Tag is InboundMessage entry)
            {
                entry.Answer = reason;
                AnswerInLine();
            }
        }
    }

    private void AnswerInLine()
    {
        while (_inbound.TakeAnswer() is { } answer)
        {
            Answer(answer);
        }
    }

    private MqttProtocolError? Advance(PendingPublish entry, AckPacket packet)
    {
        var isAtLeastOnce = entry.Message.Qos == MqttQos.AtLeastOnce;
        if (isAtLeastOnce != (packet.Type == MqttPacketType.Puback) || (packet.Type == MqttPacketType.Pubcomp && !entry.IsReleased))
        {
            return new(MqttReason.ProtocolError, packet.Type, "packet identifier", $"no answer to a message of {entry.Message.Qos}");
        }

        if (packet.Type == MqttPacketType.Pubrec && packet.Reason < MqttReason.UnspecifiedError)
        {
            entry.IsReleased = true;
            Answer(new AckPacket(MqttPacketType.Pubrel, entry.Id));
            return null;
        }

        // A PUBCOMP that does not know the identifier: the broker was done with it before.
        var isRefused = packet.Reason >= MqttReason.UnspecifiedError && packet.Type != MqttPacketType.Pubcomp;
        var status = isRefused ? MqttPublishStatus.Refused : MqttPublishStatus.Acknowledged;
        _outbound.Answered(entry, new MqttPublishResult(status, packet.Reason, packet.Properties?.ReasonString));
        _metrics.Queued(-1);
        _writer?.Signal();
        return null;
    }

    private MqttProtocolError? Complete(ushort id, IReadOnlyList<MqttReason> reasons, bool isSubscribe)
    {
        lock (_lock)
        {
            var type = isSubscribe ? MqttPacketType.Suback : MqttPacketType.Unsuback;
            if (!_requests.Remove(id, out var found) || found.IsSubscribe != isSubscribe)
            {
                return new(MqttReason.ProtocolError, type, "packet identifier", $"{id} answers no request");
            }

            _ids.Release(id);
            if (reasons.Count == 0)
            {
                reasons = [.. Enumerable.Repeat(MqttReason.Success, found.Request.Filters.Count)]; // MQTT 3.1.1 does not tell.
            }

            if (reasons.Count != found.Request.Filters.Count)
            {
                found.Request.Complete(null);
                return new(MqttReason.ProtocolError, type, "payload",
                    $"{reasons.Count} reasons for {found.Request.Filters.Count} filters");
            }

            if (isSubscribe)
            {
                _subscriptions.Subscribed(found.Request, reasons);
            }
            else
            {
                _subscriptions.Unsubscribed(found.Request);
            }

            found.Request.Complete(reasons);
            return null;
        }
    }
}

using System.Diagnostics.CodeAnalysis;
using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Storage;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Sessions;

internal sealed partial class Session
{
    /// <inheritdoc/>
    public override void Offer(RoutedMessage message, DeliveryGrant grant, bool retained, ref PublishEffects effects) =>
        Offer(message, grant, retained, share: null, ref effects);

    /// <inheritdoc cref="Offer(RoutedMessage, DeliveryGrant, bool, ref PublishEffects)"/>
    public void Offer(RoutedMessage message, DeliveryGrant grant, bool retained, TopicFilter? share, ref PublishEffects effects)
    {
        ISessionConnection? connection;
        var close = false;
        lock (_lock)
        {
            connection = _connection;
            if (Queue(message, grant, retained, share, ref effects))
            {
                effects.Received();
            }
            else
            {
                close = _overflowed && _context.Overflow == MqttOverflowPolicy.Disconnect;
                _overflowed = false;
            }
        }

        if (close)
        {
            connection?.Close(MqttReason.QuotaExceeded);
        }
        else
        {
            connection?.Wake();
        }
    }

    /// <summary>The next packet that may be sent: a message, or the release of one.</summary>
    /// <returns>False when there is none now, or the connection lost the session.</returns>
    public bool TryTake(ISessionConnection connection, DateTimeOffset now, [NotNullWhen(true)] out OutgoingMessage? message)
    {
        lock (_lock)
        {
            message = null;
            while (ReferenceEquals(_connection, connection) && _outgoing.TryPeek(out message))
            {
                if (message.Stage == OutgoingStage.Released)
                {
                    _outgoing.TakeFirst();
                    return true;
                }

                // What the client may have already is completed whatever its age: it may hold half of a QoS 2 exchange.
                if (message.Message.IsExpired(now) && !message.WasSentBefore)
                {
                    _outgoing.TakeFirst();
                    GiveUp(message, "expired");
                    continue;
                }

                if (message.Id != 0 && _quota == 0)
                {
                    break;
                }

                _outgoing.TakeFirst();
                if (message.Id != 0)
                {
                    message.Stage = OutgoingStage.Sent;
                    _quota--;
                }

                return true;
            }

            message = null;
            return false;
        }
    }

    /// <summary>A message taken cannot be sent to this client: it is larger than the client accepts [MQTT-3.1.2-25].</summary>
    public void GiveUpTooLarge(OutgoingMessage message)
    {
        lock (_lock)
        {
            if (message.Id != 0)
            {
                ReturnQuota();
                GiveUp(message, "too_large");
            }
            else
            {
                _context.Metrics.Dropped("too_large");
            }
        }
    }

    /// <summary>A PUBACK, or a PUBREC that refuses.</summary>
    /// <returns>False when nothing with that identifier was sent.</returns>
    public bool Acknowledge(ushort id, MqttQos qos)
    {
        lock (_lock)
        {
            if (_outgoing.Find(id) is not { Stage: OutgoingStage.Sent } message || message.Qos != qos)
            {
                return false;
            }

            Complete(message);
        }

        Volatile.Read(ref _connection)?.Wake();
        return true;
    }

    /// <summary>
    /// A PUBREC: from now on only the release is sent. That is durable first: a client that completed the message would take it for a new
    /// one if it came again after a restart.
    /// </summary>
    /// <returns>When the release may be sent; false when nothing with that identifier was sent with QoS 2.</returns>
    public async Task<bool> ReleaseAsync(ushort id)
    {
        OutgoingMessage? message;
        Task stored;
        lock (_lock)
        {
            message = _outgoing.Find(id);
            if (message is not { Qos: MqttQos.ExactlyOnce, Stage: not OutgoingStage.Queued })
            {
                return false;
            }

            stored = message.Stage == OutgoingStage.Released ? Task.CompletedTask : Store(message, OutgoingStage.Released);
        }

        await stored.ConfigureAwait(false);
        lock (_lock)
        {
            message.Stage = OutgoingStage.Released;
            return true;
        }
    }

    /// <summary>A PUBCOMP.</summary>
    /// <returns>False when nothing with that identifier was released.</returns>
    public bool Complete(ushort id)
    {
        lock (_lock)
        {
            if (_outgoing.Find(id) is not { Stage: OutgoingStage.Released } message)
            {
                return false;
            }

            Complete(message);
        }

        Volatile.Read(ref _connection)?.Wake();
        return true;
    }

    /// <summary>Puts back a message that the store held.</summary>
    public void Restore(OutgoingMessage message)
    {
        message.IsStored = true;
        _outgoing.Restore(message);
    }

    // Returns false when the message was not queued.
    private bool Queue(RoutedMessage message, DeliveryGrant grant, bool retained, TopicFilter? share, ref PublishEffects effects)
    {
        var qos = message.Message.Qos < grant.MaximumQos ? message.Message.Qos : grant.MaximumQos;
        if (_ended || (_connection is null && (qos == MqttQos.AtMostOnce || Expiry <= TimeSpan.Zero)))
        {
            return false;
        }

        while (_outgoing.IsFull(_context.Limits.QueuedMessages, _context.Limits.QueuedBytes, message.Size))
        {
            if (!MakeRoom(qos))
            {
                _context.Metrics.Dropped("queue_full");
                return false;
            }
        }

        var retain = retained || (grant.RetainAsPublished && message.Message.Retain);
        var outgoing = new OutgoingMessage(message, grant, qos, retain) { Share = share };
        _outgoing.Add(outgoing);
        if (outgoing.Id != 0 && IsStored)
        {
            outgoing.IsStored = true;
            effects.WaitForStore(Store(outgoing, outgoing.Stage));
        }

        return true;
    }

    // Drops one message, if the policy allows: a large one may need several to go.
    private bool MakeRoom(MqttQos qos)
    {
        if (qos == MqttQos.AtMostOnce)
        {
            return false;
        }

        _overflowed = _connection is not null;
        if (_context.Overflow == MqttOverflowPolicy.DropNewest || (_context.Overflow == MqttOverflowPolicy.Disconnect && _overflowed))
        {
            return false;
        }

        if (_outgoing.DropOldest() is not { } dropped)
        {
            return false;
        }

        _ = Erase(dropped);
        _context.Metrics.Dropped("queue_full");
        return true;
    }

    private void Complete(OutgoingMessage message)
    {
        _outgoing.Complete(message);
        _ = Erase(message);
        ReturnQuota();
    }

    private void GiveUp(OutgoingMessage message, string reason)
    {
        _context.Metrics.Dropped(reason);
        if (message.Id != 0)
        {
            _outgoing.Complete(message);
            _ = Erase(message);
        }
    }

    private void ReturnQuota() => _quota = Math.Min(_quota + 1, _receiveMaximum);

    private Task Store(OutgoingMessage message, OutgoingStage stage) => message.IsStored
        ? _context.Journal.Append(StoreKeys.Message(ClientId, message.Id), StoredMessage.Write(message, stage))
        : Task.CompletedTask;

    // Its record is not written again, whatever the client still says of it.
    private Task Erase(OutgoingMessage message)
    {
        if (!message.IsStored)
        {
            return Task.CompletedTask;
        }

        message.IsStored = false;
        return _context.Journal.Append(StoreKeys.Message(ClientId, message.Id), null);
    }
}

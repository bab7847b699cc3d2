using System.Buffers;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>What the application asks for.</summary>
internal sealed partial class ClientSession
{
    /// <summary>Takes a message over. The task is its outcome; with QoS 0 that is known at once.</summary>
    public Task<MqttPublishResult> Publish(MqttMessage message)
    {
        var entry = new PendingPublish(message);
        lock (_lock)
        {
            if (FindFault(entry) is { } fault)
            {
                _metrics.Refused(fault.Status);
                return Task.FromResult(fault);
            }

            var before = _outbound.Count;
            var isTaken = _outbound.TryAdd(entry);
            _metrics.Queued(_outbound.Count - before);
            if (!isTaken)
            {
                _metrics.Refused(MqttPublishStatus.QueueFull);
                return Task.FromResult(new MqttPublishResult(MqttPublishStatus.QueueFull, MqttReason.QuotaExceeded));
            }

            _writer?.Signal();
            return entry.Completion;
        }
    }

    /// <summary>Keeps the subscriptions and asks the broker, when there is one. Null: the client is closed.</summary>
    public SubscriptionRequest? Subscribe(IReadOnlyList<MqttSubscription> subscriptions)
    {
        var request = new SubscriptionRequest([.. subscriptions.Select(wanted => wanted.Filter)]);
        lock (_lock)
        {
            if (_isClosed)
            {
                return null;
            }

            _subscriptions.Want(subscriptions);
            WriteSubscribe(subscriptions, request);
            return request;
        }
    }

    /// <summary>Ends subscriptions, at the broker too when there is one. Null: the client is closed.</summary>
    public SubscriptionRequest? Unsubscribe(IReadOnlyList<string> filters)
    {
        var request = new SubscriptionRequest(filters);
        lock (_lock)
        {
            if (_isClosed)
            {
                return null;
            }

            _subscriptions.Unwant(filters);
            WriteUnsubscribe(filters, request);
            return request;
        }
    }

    private MqttPublishResult? FindFault(PendingPublish entry)
    {
        if (_isClosed)
        {
            return new(MqttPublishStatus.Closed);
        }

        if (entry.Size > _options.Limits.QueuedBytes)
        {
            // However much made room, it would never do.
            return new(MqttPublishStatus.TooLarge, MqttReason.PacketTooLarge);
        }

        if (_terms is { } terms)
        {
            return terms.FindFault(entry.Message, PublishFrames.LargestSize(entry, terms.Version));
        }

        return _options.QueueWhileDisconnected ? null : new(MqttPublishStatus.NotConnected);
    }

    private void WriteSubscribe(IReadOnlyList<MqttSubscription> subscriptions, SubscriptionRequest request)
    {
        if (Register(request, isSubscribe: true) is { } id)
        {
            var packet = new ArrayBufferWriter<byte>();
            MqttPacketWriter.Write(packet, new SubscribePacket { Id = id, Subscriptions = subscriptions }, _options.Version);
            Send(packet.WrittenSpan, id, request, isSubscribe: true);
        }
    }

    private void WriteUnsubscribe(IReadOnlyList<string> filters, SubscriptionRequest request)
    {
        if (Register(request, isSubscribe: false) is { } id)
        {
            var packet = new ArrayBufferWriter<byte>();
            MqttPacketWriter.Write(packet, new UnsubscribePacket { Id = id, Filters = filters }, _options.Version);
            Send(packet.WrittenSpan, id, request, isSubscribe: false);
        }
    }

    /// <summary>A request larger than the broker takes is not sent but answered in its place [MQTT-3.2.2-15].</summary>
    private void Send(ReadOnlySpan<byte> packet, ushort id, SubscriptionRequest request, bool isSubscribe)
    {
        if (packet.Length > _terms?.PacketSize)
        {
            Complete(id, [.. Enumerable.Repeat(MqttReason.PacketTooLarge, request.Filters.Count)], isSubscribe);
            return;
        }

        _control.Write(packet);
        _writer?.Signal();
    }

    /// <summary>The waiter exists before the packet leaves. Without a connection there is nothing to wait for.</summary>
    private ushort? Register(SubscriptionRequest request, bool isSubscribe)
    {
        if (_writer is null)
        {
            request.Complete(null);
            return null;
        }

        var id = _ids.Take();
        _requests.Add(id, (request, isSubscribe));
        return id;
    }
}

using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Sessions;

namespace KubeEdge.Mqtt.Connections;

internal sealed partial class BrokerConnection
{
    // One flush carries what has gathered up to here; a larger batch would only make the first message of it wait.
    private const int FlushBytes = 64 * 1024;

    private readonly Lock _gathering = new();
    private OutboundAliases _aliases = new(0);

    private async Task WriteAllAsync()
    {
        Exception? broken = null;
        try
        {
            while (!IsClosing)
            {
                await _wake.WaitAsync().ConfigureAwait(false);
                while (Gather() && await FlushAsync().ConfigureAwait(false))
                {
                }
            }

            WriteEnd();
            await FlushAsync().ConfigureAwait(false);
        }
        catch (Exception failure) when (failure is IOException or OperationCanceledException or ObjectDisposedException)
        {
            broken = failure;
            Close(MqttReason.UnspecifiedError);
        }
        catch (Exception failure)
        {
            broken = failure;
            Log.Failed(_services.Logger, failure, this);
            Close(MqttReason.UnspecifiedError);
        }

        // What the network has not taken is not tried again: that would wait for it without a deadline.
        await _writer.CompleteAsync(broken).ConfigureAwait(false);
    }

    // Moves what is to be sent into the writer's buffer; false when there is nothing.
    private bool Gather()
    {
        lock (_gathering)
        {
            _control.MoveTo(_writer);
            if (_connected && _session is { } session && !IsClosing)
            {
                var now = _services.Time.GetUtcNow();
                while (_writer.UnflushedBytes < FlushBytes && session.TryTake(this, now, out var message))
                {
                    Write(session, message, now);
                }
            }
        }

        return _writer.UnflushedBytes > 0;
    }

    private void Write(Session session, OutgoingMessage message, DateTimeOffset now)
    {
        if (message.Stage == OutgoingStage.Released)
        {
            MqttPacketWriter.Write(_writer, new AckPacket(MqttPacketType.Pubrel, message.Id), _version);
            return;
        }

        var routed = message.Message;
        var alias = _aliases.Find(routed.Message.Topic);
        var frame = new PublishFrame
        {
            Topic = alias.IsKnown ? default : routed.Topic,
            Payload = routed.Message.Payload,
            Id = message.Id,
            Qos = message.Qos,
            Retain = message.Retain,
            Duplicate = message.WasSentBefore && message.Id != 0,
            SharedProperties = _version == MqttVersion.V5 ? routed.SharedProperties : default,
            MessageExpiry = _version == MqttVersion.V5 ? routed.SecondsLeft(now) : null,
            TopicAlias = alias.Number,
            SubscriptionIdentifiers = message.Grant.Identifiers,
        };
        if (MqttPacketWriter.SizeOf(frame, _version) > _control.MaximumPacketSize)
        {
            session.GiveUpTooLarge(message);
            return;
        }

        MqttPacketWriter.WritePublish(_writer, frame, _version);
        _aliases.Sent(routed.Message.Topic, alias);
        _services.Metrics.Delivered(message.Qos);
    }

    private async ValueTask<bool> FlushAsync()
    {
        var flush = _writer.FlushAsync(_abandoned.Token);
        if (!flush.IsCompleted)
        {
            _liveness.Sending();
        }

        var result = await flush.ConfigureAwait(false);
        if (!IsClosing)
        {
            _liveness.Sent();
        }

        return !result.IsCompleted;
    }

    // [MQTT-3.14.0-1] Only after the CONNACK, and only an MQTT 5 client understands it.
    private void WriteEnd()
    {
        _control.MoveTo(_writer);
        if (_connected && _version == MqttVersion.V5 && CloseReason != MqttReason.Success)
        {
            MqttPacketWriter.Write(_writer, new DisconnectPacket { Reason = CloseReason }, _version);
        }
    }
}

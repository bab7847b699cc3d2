using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Sessions;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Connections;

internal sealed partial class BrokerConnection
{
    // What the client sent with QoS 1 and 2 and was not told the end of.
    private int _unanswered;

    private async ValueTask<bool> PublishAsync(PublishPacket packet)
    {
        var session = _session;
        if (session is null)
        {
            return false;
        }

        var message = packet.Message;
        if (message.Qos == MqttQos.ExactlyOnce && session.FindIncoming(packet.Id) is { } answered)
        {
            // [MQTT-4.3.3-10] Repeated: answered again, not delivered again.
            Answer(packet.Id, message.Qos, answered);
            return true;
        }

        if (message.Qos != MqttQos.AtMostOnce)
        {
            if (_version == MqttVersion.V5 && Volatile.Read(ref _unanswered) >= _services.Limits.InFlight)
            {
                Close(MqttReason.ReceiveMaximumExceeded);
                return false;
            }

            await _answers.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
            Interlocked.Increment(ref _unanswered);
        }

        var refusal = await AuthorizeAsync(session, message).ConfigureAwait(false);
        if (refusal != MqttReason.Success)
        {
            _services.Metrics.Refused("publish");
            if (message.Qos != MqttQos.AtMostOnce)
            {
                // [MQTT-3.3.5-2] A 3.1.1 client gets the acknowledgement all the same: there is no other answer.
                var reason = _version == MqttVersion.V5 ? refusal : MqttReason.Success;
                Answer(packet.Id, message.Qos, Task.FromResult(reason));
            }

            return true;
        }

        var effects = _services.Router.Publish(new RoutedMessage(message, session.ClientId, _services.Time.GetUtcNow()), session);
        var answer = effects.AnswerAsync();
        if (message.Qos == MqttQos.ExactlyOnce)
        {
            answer = session.AddIncoming(packet.Id, answer);
        }

        if (message.Qos != MqttQos.AtMostOnce)
        {
            Answer(packet.Id, message.Qos, answer);
        }

        await effects.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
        return !IsClosing;
    }

    private async ValueTask<MqttReason> AuthorizeAsync(Session session, MqttMessage message)
    {
        if (TopicFilter.CountLevels(message.Topic) > _services.Limits.TopicLevels)
        {
            return MqttReason.TopicNameInvalid;
        }

        if (message.Topic.StartsWith("$SYS/", StringComparison.Ordinal) || message.Topic.StartsWith("$share/", StringComparison.Ordinal))
        {
            return MqttReason.NotAuthorized;
        }

        if (_services.Hooks.Authorizer is not { } authorizer)
        {
            return MqttReason.Success;
        }

        try
        {
            return await authorizer.AuthorizePublishAsync(session.Client, message, _ending.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!_ending.IsCancellationRequested)
        {
            Log.HookFailed(_services.Logger, failure, session.ClientId);
            return MqttReason.UnspecifiedError;
        }
    }

    private void Answer(ushort id, MqttQos qos, Task<MqttReason> reason)
    {
        if (reason.IsCompleted && _answers.IsIdle)
        {
            AnswerPublish(id, qos, reason);
        }
        else
        {
            _answers.Add(new PublishAnswer(this, id, qos, reason));
        }
    }

    /// <summary>Sends PUBACK or PUBREC, when the store and the subscribers of this process have the message.</summary>
    public void AnswerPublish(ushort id, MqttQos qos, Task<MqttReason> outcome)
    {
        var reason = outcome.IsCompletedSuccessfully ? outcome.Result : MqttReason.UnspecifiedError;
        var refused = reason >= MqttReason.UnspecifiedError;
        if (refused && qos == MqttQos.ExactlyOnce)
        {
            _session?.RemoveIncoming(id);
        }

        if (refused && _version == MqttVersion.V311)
        {
            // It has no refusal; without an answer it sends the message again when it is back.
            Close(reason);
            return;
        }

        if (refused || qos == MqttQos.AtLeastOnce)
        {
            Answered();
        }

        Write(qos == MqttQos.AtLeastOnce ? MqttPacketType.Puback : MqttPacketType.Pubrec, id, reason);
    }

    private void Acknowledge(in AckPacket packet)
    {
        if (_session is not { } session)
        {
            return;
        }

        switch (packet.Type)
        {
            case MqttPacketType.Puback:
                session.Acknowledge(packet.Id, MqttQos.AtLeastOnce);
                break;
            case MqttPacketType.Pubrec when packet.Reason >= MqttReason.UnspecifiedError:
                session.Acknowledge(packet.Id, MqttQos.ExactlyOnce);
                break;
            case MqttPacketType.Pubrec:
                Write(MqttPacketType.Pubrel, packet.Id, Known(session.Release(packet.Id)));
                break;
            case MqttPacketType.Pubrel:
                var known = session.RemoveIncoming(packet.Id);
                if (known)
                {
                    Answered();
                }

                Write(MqttPacketType.Pubcomp, packet.Id, Known(known));
                break;
            default:
                session.Complete(packet.Id);
                break;
        }
    }

    private static MqttReason Known(bool known) => known ? MqttReason.Success : MqttReason.PacketIdentifierNotFound;

    private void Write(MqttPacketType type, ushort id, MqttReason reason)
    {
        _control.Write(new AckPacket(type, id, reason), _version);
        Wake();
    }

    // A release from an earlier connection was not counted on this one.
    private void Answered()
    {
        if (Interlocked.Decrement(ref _unanswered) < 0)
        {
            Interlocked.Increment(ref _unanswered);
        }
    }
}

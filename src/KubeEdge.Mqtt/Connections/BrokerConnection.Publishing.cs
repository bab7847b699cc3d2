using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Sessions;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Connections;

internal sealed partial class BrokerConnection
{
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
            await _answers.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
            Answer(packet.Id, message.Qos, answered);
            return true;
        }

        if (message.Qos != MqttQos.AtMostOnce)
        {
            if (_version == MqttVersion.V5 && _window.IsFull)
            {
                Close(MqttReason.ReceiveMaximumExceeded);
                return false;
            }

            await _answers.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
            _window.Add(packet.Id);
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
        if (message.Qos != MqttQos.AtMostOnce)
        {
            var isOnce = message.Qos == MqttQos.ExactlyOnce;
            Answer(packet.Id, message.Qos, isOnce ? session.AddIncoming(packet.Id, effects) : effects.AnswerAsync());
        }

        await effects.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
        return !IsClosing;
    }

    private async ValueTask<MqttReason> AuthorizeAsync(Session session, MqttMessage message)
    {
        if (JudgeTopic(message.Topic) is var reason and not MqttReason.Success)
        {
            return reason;
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

    // What no client may publish on, in a will neither: `$SYS` is the broker's own word.
    private MqttReason JudgeTopic(string topic) =>
        TopicFilter.CountLevels(topic) > _services.Limits.TopicLevels ? MqttReason.TopicNameInvalid
        : topic.StartsWith("$SYS/", StringComparison.Ordinal) || topic.StartsWith("$share/", StringComparison.Ordinal)
            ? MqttReason.NotAuthorized
            : MqttReason.Success;

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
            _window.Remove(id);
        }

        Write(qos == MqttQos.AtLeastOnce ? MqttPacketType.Puback : MqttPacketType.Pubrec, id, reason);
    }

    private async ValueTask<bool> AcknowledgeAsync(AckPacket packet)
    {
        if (_session is not { } session)
        {
            return false;
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
                await _releases.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
                Answer(MqttPacketType.Pubrel, packet.Id, session.ReleaseAsync(packet.Id));
                break;
            case MqttPacketType.Pubrel:
                await _releases.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
                Answer(MqttPacketType.Pubcomp, packet.Id, session.ReleaseIncomingAsync(packet.Id));
                break;
            default:
                session.Complete(packet.Id);
                break;
        }

        return !IsClosing;
    }

    private void Answer(MqttPacketType type, ushort id, Task<bool> known)
    {
        if (known.IsCompleted && _releases.IsIdle)
        {
            AnswerRelease(type, id, known);
        }
        else
        {
            _releases.Add(new ReleaseAnswer(this, type, id, known));
        }
    }

    /// <summary>Sends PUBREL or PUBCOMP, when the store has what makes it true.</summary>
    public void AnswerRelease(MqttPacketType type, ushort id, Task<bool> known)
    {
        if (!known.IsCompletedSuccessfully)
        {
            // Neither has a refusal; the client repeats what it said when it is back.
            Close(MqttReason.UnspecifiedError);
            return;
        }

        if (type == MqttPacketType.Pubcomp)
        {
            _window.Remove(id);
        }

        Write(type, id, known.Result ? MqttReason.Success : MqttReason.PacketIdentifierNotFound);
    }

    private void Write(MqttPacketType type, ushort id, MqttReason reason)
    {
        _control.Write(new AckPacket(type, id, reason), _version);
        Wake();
    }
}

using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Sessions;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Connections;

internal sealed partial class BrokerConnection
{
    private async ValueTask<bool> SubscribeAsync(SubscribePacket packet)
    {
        if (_session is not { } session)
        {
            return false;
        }

        await _answers.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
        var filters = new TopicFilter[packet.Subscriptions.Count];
        var reasons = new MqttReason[filters.Length];
        for (var i = 0; i < reasons.Length; i++)
        {
            var subscription = packet.Subscriptions[i];
            if (!TopicFilter.TryParse(subscription.Filter, _services.Limits.TopicLevels, out filters[i]))
            {
                reasons[i] = MqttReason.TopicFilterInvalid;
            }
            else if (filters[i].IsShared && subscription.NoLocal)
            {
                // [MQTT-3.8.3-4]
                return await Fault(MqttPacketType.Subscribe, "no-local on a shared subscription").ConfigureAwait(false);
            }
            else
            {
                reasons[i] = await AuthorizeAsync(session, subscription).ConfigureAwait(false);
            }
        }

        Subscribe(session, packet, filters, reasons);
        return true;
    }

    // While the writer takes nothing: an answer that waits for no store leaves before the retained messages that the subscriptions bring.
    private void Subscribe(Session session, SubscribePacket packet, TopicFilter[] filters, MqttReason[] reasons)
    {
        lock (_gathering)
        {
            for (var i = 0; i < reasons.Length; i++)
            {
                if (reasons[i] == MqttReason.Success)
                {
                    reasons[i] = session.Subscribe(filters[i], packet.Subscriptions[i]);
                }

                if (reasons[i] >= MqttReason.UnspecifiedError)
                {
                    _services.Metrics.Refused("subscribe");
                }
            }

            Answer(packet.Id, isSubscribe: true, reasons, session);
        }
    }

    private async ValueTask<bool> UnsubscribeAsync(UnsubscribePacket packet)
    {
        if (_session is not { } session)
        {
            return false;
        }

        await _answers.WaitForRoomAsync().WaitAsync(_ending.Token).ConfigureAwait(false);
        var reasons = new MqttReason[packet.Filters.Count];
        for (var i = 0; i < reasons.Length; i++)
        {
            reasons[i] = !TopicFilter.TryParse(packet.Filters[i], _services.Limits.TopicLevels, out var filter)
                ? MqttReason.TopicFilterInvalid
                : session.Unsubscribe(filter) ? MqttReason.Success : MqttReason.NoSubscriptionExisted;
        }

        Answer(packet.Id, isSubscribe: false, reasons, session);
        return true;
    }

    private void Answer(ushort id, bool isSubscribe, MqttReason[] reasons, Session session)
    {
        var stored = session.SaveSubscriptions();
        if (stored.IsCompletedSuccessfully && _answers.IsIdle)
        {
            AnswerSubscribe(id, isSubscribe, reasons, stored: true);
        }
        else
        {
            _answers.Add(new SubscribeAnswer(this, id, isSubscribe, reasons, stored));
        }
    }

    /// <summary>Sends SUBACK or UNSUBACK; not when the store failed: then the client has to ask again.</summary>
    public void AnswerSubscribe(ushort id, bool isSubscribe, MqttReason[] reasons, bool stored)
    {
        if (!stored)
        {
            Close(MqttReason.UnspecifiedError);
            return;
        }

        var fits = isSubscribe
            ? _control.TryWrite(new SubackPacket { Id = id, Reasons = reasons }, _version)
            : _control.TryWrite(new UnsubackPacket { Id = id, Reasons = _version == MqttVersion.V5 ? reasons : [] }, _version);
        if (!fits)
        {
            Close(MqttReason.PacketTooLarge);
            return;
        }

        Wake();
    }

    private async ValueTask<MqttReason> AuthorizeAsync(Session session, MqttSubscription subscription)
    {
        if (_services.Hooks.Authorizer is not { } authorizer)
        {
            return MqttReason.Success;
        }

        try
        {
            return await authorizer.AuthorizeSubscribeAsync(session.Client, subscription, _ending.Token).ConfigureAwait(false);
        }
        catch (Exception failure) when (!_ending.IsCancellationRequested)
        {
            Log.HookFailed(_services.Logger, failure, session.ClientId);
            return MqttReason.UnspecifiedError;
        }
    }
}

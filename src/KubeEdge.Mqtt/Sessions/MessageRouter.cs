using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.Storage;
using KubeEdge.Mqtt.Topics;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>Brings each published message to its subscribers and, with the retain flag, to the retained messages.</summary>
internal sealed partial class MessageRouter(
    SubscriptionTree tree,
    RetainedStore retained,
    StoreJournal journal,
    IMqttAuthorizer? authorizer,
    TimeProvider time,
    BrokerMetrics metrics,
    ILogger logger,
    CancellationToken stopping)
{
    /// <summary>Routes a message that may be published. Does not wait; see <see cref="PublishEffects"/>.</summary>
    /// <param name="message">What is published.</param>
    /// <param name="publisher">Who publishes it, when that can subscribe too.</param>
    public PublishEffects Publish(RoutedMessage message, Subscriber? publisher)
    {
        PublishEffects effects = default;
        var content = message.Message;
        if (content.Retain)
        {
            // Before the subscribers: who subscribes meanwhile gets it in one of the two ways.
            effects.WaitForStore(retained.Set(message));
        }

        var route = tree.Match(content.Topic);
        foreach (var target in route.Targets)
        {
            var grant = ReferenceEquals(target.Subscriber, publisher) ? target.OwnGrant : target.Grant;
            if (grant is not null)
            {
                target.Subscriber.Offer(message, grant, retained: false, ref effects);
            }
        }

        foreach (var group in route.Groups)
        {
            OfferToGroup(group, message, ref effects);
        }

        if (effects.IsStored)
        {
            effects.WaitForRoom(journal.WaitForRoomAsync());
        }

        metrics.Published(content.Qos);
        return effects;
    }

    /// <summary>Publishes what the broker says of itself; retained in memory only, since it is made anew after a start.</summary>
    public void PublishOwn(RoutedMessage message)
    {
        retained.Set(message, store: false);
        PublishEffects effects = default;
        foreach (var target in tree.Match(message.Message.Topic).Targets)
        {
            target.Subscriber.Offer(message, target.Grant, retained: false, ref effects);
        }
    }

    /// <summary>
    /// Publishes a client's will, if the client may publish it. Nobody waits for it; its record in the store goes when what it became is
    /// durable.
    /// </summary>
    public void PublishWill(MqttClientInfo client, SessionWill will) => _ = PublishWillAsync(client, will);

    /// <summary>Gives the messages of shared subscriptions whose member is gone to other members.</summary>
    public void PublishOrphans(IReadOnlyList<OutgoingMessage> orphans)
    {
        PublishEffects effects = default;
        foreach (var orphan in orphans)
        {
            if (orphan.Share is { } share && tree.FindGroup(share) is { } group)
            {
                OfferToGroup(group, orphan.Message, ref effects);
            }
        }
    }

    private static void OfferToGroup(SharedGroup group, RoutedMessage message, ref PublishEffects effects)
    {
        if (group.Next(message.Message.Qos) is not { } member)
        {
            return;
        }

        var grant = DeliveryGrant.Of(member.Options);
        if (member.Subscriber is Session session)
        {
            session.Offer(message, grant, retained: false, group.Filter, ref effects);
        }
        else
        {
            member.Subscriber.Offer(message, grant, retained: false, ref effects);
        }
    }

    private async Task PublishWillAsync(MqttClientInfo client, SessionWill will)
    {
        try
        {
            if (await MayPublishAsync(client, will).ConfigureAwait(false))
            {
                await Publish(new RoutedMessage(will.Message, client.ClientId, time.GetUtcNow()), publisher: null)
                    .AnswerAsync().ConfigureAwait(false);
            }

            // Only now: killed or stopped before, the broker publishes it after its next start.
            if (will.Key is { } key)
            {
                await journal.Append(key, null).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
        }
        catch (Exception failure)
        {
            Log.WillFailed(logger, failure, client);
        }
    }

    private async ValueTask<bool> MayPublishAsync(MqttClientInfo client, SessionWill will)
    {
        if (authorizer is null)
        {
            return true;
        }

        try
        {
            if (await authorizer.AuthorizePublishAsync(client, will.Message, stopping).ConfigureAwait(false) == MqttReason.Success)
            {
                return true;
            }
        }
        catch (Exception failure) when (!stopping.IsCancellationRequested)
        {
            Log.WillFailed(logger, failure, client);
        }

        metrics.Refused("publish");
        return false;
    }
}

using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.Topics;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>Brings each published message to its subscribers and, with the retain flag, to the retained messages.</summary>
internal sealed partial class MessageRouter(
    SubscriptionTree tree, RetainedStore retained, IMqttAuthorizer? authorizer, TimeProvider time, BrokerMetrics metrics, ILogger logger)
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
            OfferToGroup(group, message, except: null, ref effects);
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

    /// <summary>Publishes a client's will, if the client may publish it. Nobody waits for it.</summary>
    public void PublishWill(MqttClientInfo client, SessionWill will) => _ = PublishWillAsync(client, will);

    /// <summary>Gives the messages of a shared subscription whose member is gone to other members.</summary>
    public static void PublishOrphans(Subscriber gone, IReadOnlyList<OutgoingMessage> orphans)
    {
        PublishEffects effects = default;
        foreach (var orphan in orphans)
        {
            if (orphan.Group is { } group)
            {
                OfferToGroup(group, orphan.Message, gone, ref effects);
            }
        }
    }

    private static void OfferToGroup(SharedGroup group, RoutedMessage message, Subscriber? except, ref PublishEffects effects)
    {
        if (group.Next(message.Message.Qos, except) is not { } member)
        {
            return;
        }

        var grant = DeliveryGrant.Of(member.Options);
        if (member.Subscriber is Session session)
        {
            session.Offer(message, grant, retained: false, group, ref effects);
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
            if (authorizer is not null
                && await authorizer.AuthorizePublishAsync(client, will.Message, CancellationToken.None).ConfigureAwait(false)
                    != MqttReason.Success)
            {
                metrics.Refused("publish");
                return;
            }

            Publish(new RoutedMessage(will.Message, client.ClientId, time.GetUtcNow()), publisher: null);
        }
        catch (Exception failure)
        {
            Log.WillFailed(logger, failure, client);
        }
    }
}

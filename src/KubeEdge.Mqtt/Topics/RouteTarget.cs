namespace KubeEdge.Mqtt.Topics;

/// <summary>
/// All subscriptions of one subscriber that match, as one: it gets one copy, with the highest quality of service and all identifiers
/// [MQTT-3.3.4-2].
/// </summary>
internal sealed class RouteTarget
{
    private readonly List<Subscription> _subscriptions;

    public RouteTarget(Subscriber subscriber, List<Subscription> subscriptions)
    {
        Subscriber = subscriber;
        _subscriptions = subscriptions;
        Grant = Combine(subscriptions, own: false) ?? throw new ArgumentException("There is no subscription.", nameof(subscriptions));
        OwnGrant = subscriptions.Exists(subscription => subscription.Options.NoLocal) ? Combine(subscriptions, own: true) : Grant;
    }

    public Subscriber Subscriber { get; }

    /// <summary>How a message of somebody else is delivered.</summary>
    public DeliveryGrant Grant { get; }

    /// <summary>How the subscriber's own message is delivered; null when every matching subscription asks for none of those.</summary>
    public DeliveryGrant? OwnGrant { get; }

    public override string ToString() => $"{Subscriber.ClientId}, {_subscriptions.Count} subscriptions";

    private static DeliveryGrant? Combine(List<Subscription> subscriptions, bool own)
    {
        DeliveryGrant? grant = null;
        foreach (var subscription in subscriptions)
        {
            if (!own || !subscription.Options.NoLocal)
            {
                grant = DeliveryGrant.Of(subscription.Options).With(grant);
            }
        }

        return grant;
    }
}

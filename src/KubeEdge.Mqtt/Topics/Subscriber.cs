using KubeEdge.Mqtt.Sessions;

namespace KubeEdge.Mqtt.Topics;

/// <summary>Who receives messages: a session, or a client in this process.</summary>
internal abstract class Subscriber
{
    public abstract string ClientId { get; }

    public abstract bool IsConnected { get; }

    /// <summary>
    /// Takes over one message, or drops it by the stated policy. Never waits: what the publisher has to wait for is added to
    /// <paramref name="effects"/>.
    /// </summary>
    /// <param name="message">What was published.</param>
    /// <param name="grant">How it is delivered.</param>
    /// <param name="retained">Whether it is delivered because of a new subscription, as a retained message.</param>
    /// <param name="effects">What the publisher's answer depends on.</param>
    public abstract void Offer(RoutedMessage message, DeliveryGrant grant, bool retained, ref PublishEffects effects);
}

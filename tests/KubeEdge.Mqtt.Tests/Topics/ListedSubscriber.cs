using KubeEdge.Mqtt.Sessions;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Tests.Topics;

/// <summary>A subscriber that only has a name.</summary>
internal sealed class ListedSubscriber(string clientId, bool isConnected = true) : Subscriber
{
    public override string ClientId => clientId;

    public override bool IsConnected => isConnected;

    public override void Offer(RoutedMessage message, DeliveryGrant grant, bool retained, ref PublishEffects effects) =>
        throw new NotSupportedException("Nothing is published here.");
}

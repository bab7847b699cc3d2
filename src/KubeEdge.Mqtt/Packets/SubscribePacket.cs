namespace KubeEdge.Mqtt.Packets;

/// <summary>SUBSCRIBE.</summary>
internal sealed class SubscribePacket
{
    public required ushort Id { get; init; }

    /// <summary>
    /// At least one. The packet has one identifier for all: reading puts it into each of them, writing takes it from the first.
    /// </summary>
    public required IReadOnlyList<MqttSubscription> Subscriptions { get; init; }

    public PacketProperties Properties { get; init; } = PacketProperties.None;
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>UNSUBSCRIBE.</summary>
internal sealed class UnsubscribePacket
{
    public required ushort Id { get; init; }

    public required IReadOnlyList<string> Filters { get; init; }

    public PacketProperties Properties { get; init; } = PacketProperties.None;
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>SUBACK.</summary>
internal sealed class SubackPacket
{
    public required ushort Id { get; init; }

    public required IReadOnlyList<MqttReason> Reasons { get; init; }

    public PacketProperties Properties { get; init; } = PacketProperties.None;
}

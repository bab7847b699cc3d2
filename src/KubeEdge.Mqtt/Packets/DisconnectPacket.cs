namespace KubeEdge.Mqtt.Packets;

/// <summary>DISCONNECT.</summary>
internal sealed class DisconnectPacket
{
    public MqttReason Reason { get; init; }

    public PacketProperties Properties { get; init; } = PacketProperties.None;
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>AUTH, of MQTT 5 only.</summary>
internal sealed class AuthPacket
{
    public MqttReason Reason { get; init; }

    public PacketProperties Properties { get; init; } = PacketProperties.None;
}

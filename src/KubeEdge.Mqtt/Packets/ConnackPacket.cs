namespace KubeEdge.Mqtt.Packets;

/// <summary>CONNACK.</summary>
internal sealed class ConnackPacket
{
    public bool SessionPresent { get; init; }

    /// <summary>The return codes of MQTT 3.1.1 are expressed by the reasons of MQTT 5.</summary>
    public MqttReason Reason { get; init; }

    /// <summary>What the server grants and assigns.</summary>
    public PacketProperties Properties { get; init; } = PacketProperties.None;
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>UNSUBACK.</summary>
internal sealed class UnsubackPacket
{
    public required ushort Id { get; init; }

    /// <summary>One per filter; empty with MQTT 3.1.1, which does not tell.</summary>
    public IReadOnlyList<MqttReason> Reasons { get; init; } = [];

    public PacketProperties Properties { get; init; } = PacketProperties.None;
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>Which side sends which packets (table 2-1).</summary>
internal static class PacketDirections
{
    public static bool Allows(MqttPacketType type, MqttVersion version, bool fromClient) => type switch
    {
        MqttPacketType.Connect or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe or MqttPacketType.Pingreq => fromClient,
        MqttPacketType.Connack or MqttPacketType.Suback or MqttPacketType.Unsuback or MqttPacketType.Pingresp => !fromClient,
        MqttPacketType.Disconnect => fromClient || version == MqttVersion.V5,
        MqttPacketType.Auth => version == MqttVersion.V5,
        _ => true,
    };
}

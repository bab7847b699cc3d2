namespace KubeEdge.Mqtt.Packets;

/// <summary>PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
/// <param name="Type">Which of them.</param>
/// <param name="Id">The packet identifier of the message.</param>
/// <param name="Reason">With MQTT 3.1.1 always success.</param>
/// <param name="Properties">Reason string and user properties; null for none.</param>
internal readonly record struct AckPacket(
    MqttPacketType Type, ushort Id, MqttReason Reason = MqttReason.Success, PacketProperties? Properties = null);

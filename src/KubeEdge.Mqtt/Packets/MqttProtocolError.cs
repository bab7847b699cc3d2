namespace KubeEdge.Mqtt.Packets;

/// <summary>What is wrong with received bytes.</summary>
/// <param name="Reason">What an MQTT 5 peer is told.</param>
/// <param name="Packet">In which packet.</param>
/// <param name="Field">In which part of it.</param>
/// <param name="Detail">What is wrong with that part.</param>
internal readonly record struct MqttProtocolError(MqttReason Reason, MqttPacketType Packet, string Field, string Detail)
{
    public override string ToString() => $"{Packet}, {Field}: {Detail} ({Reason})";
}

using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Connections;

/// <summary>The PUBREL or PUBCOMP of one message, when the store has its new state.</summary>
internal sealed record ReleaseAnswer(BrokerConnection Connection, MqttPacketType Type, ushort Id, Task<bool> Known) : PendingAnswer(Known)
{
    public override void Send() => Connection.AnswerRelease(Type, Id, Known);
}

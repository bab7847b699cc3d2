namespace KubeEdge.Mqtt.Connections;

/// <summary>The PUBACK or PUBREC of one message.</summary>
internal sealed record PublishAnswer(BrokerConnection Connection, ushort Id, MqttQos Qos, Task<MqttReason> Reason) : PendingAnswer(Reason)
{
    public override void Send() => Connection.AnswerPublish(Id, Qos, Reason);
}

namespace KubeEdge.Mqtt.Connections;

/// <summary>The SUBACK or UNSUBACK of one request, when the store has the subscriptions.</summary>
internal sealed record SubscribeAnswer(BrokerConnection Connection, ushort Id, bool IsSubscribe, MqttReason[] Reasons, Task Stored)
    : PendingAnswer(Stored)
{
    public override void Send() => Connection.AnswerSubscribe(Id, IsSubscribe, Reasons, Stored.IsCompletedSuccessfully);
}

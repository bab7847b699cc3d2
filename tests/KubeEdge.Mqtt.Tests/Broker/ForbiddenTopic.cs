using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Nobody publishes or subscribes to one topic.</summary>
internal sealed class ForbiddenTopic(string topic) : IMqttAuthorizer
{
    public ValueTask<MqttReason> AuthorizePublishAsync(
        MqttClientInfo client, MqttMessage message, CancellationToken cancellationToken) => Judge(message.Topic);

    public ValueTask<MqttReason> AuthorizeSubscribeAsync(
        MqttClientInfo client, MqttSubscription subscription, CancellationToken cancellationToken) => Judge(subscription.Filter);

    private ValueTask<MqttReason> Judge(string name) =>
        ValueTask.FromResult(name == topic ? MqttReason.NotAuthorized : MqttReason.Success);
}

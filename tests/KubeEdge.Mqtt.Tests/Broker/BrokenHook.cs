using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Fails whenever it is asked.</summary>
internal sealed class BrokenHook : IMqttAuthenticator, IMqttAuthorizer
{
    public ValueTask<MqttReason> AuthenticateAsync(
        MqttClientInfo client, ReadOnlyMemory<byte>? password, CancellationToken cancellationToken) => throw Failure();

    public ValueTask<MqttReason> AuthorizePublishAsync(
        MqttClientInfo client, MqttMessage message, CancellationToken cancellationToken) => throw Failure();

    public ValueTask<MqttReason> AuthorizeSubscribeAsync(
        MqttClientInfo client, MqttSubscription subscription, CancellationToken cancellationToken) => throw Failure();

    private static InvalidOperationException Failure() => new("The hook is broken.");
}

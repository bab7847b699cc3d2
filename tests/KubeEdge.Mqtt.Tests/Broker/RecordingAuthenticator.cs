using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Lets everybody in and remembers the last.</summary>
internal sealed class RecordingAuthenticator : IMqttAuthenticator
{
    public MqttClientInfo? Client { get; private set; }

    public ValueTask<MqttReason> AuthenticateAsync(
        MqttClientInfo client, ReadOnlyMemory<byte>? password, CancellationToken cancellationToken)
    {
        Client = client;
        return ValueTask.FromResult(MqttReason.Success);
    }
}

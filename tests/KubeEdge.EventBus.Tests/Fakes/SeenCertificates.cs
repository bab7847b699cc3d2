using System.Threading.Channels;
using KubeEdge.Mqtt;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>Lets everybody in, and tells with which certificate.</summary>
internal sealed class SeenCertificates : IMqttAuthenticator
{
    private readonly Channel<string?> _seen = Channel.CreateUnbounded<string?>();

    public Task<string?> NextAsync() => _seen.Reader.ReadAsync().AsTask();

    public ValueTask<MqttReason> AuthenticateAsync(
        MqttClientInfo client, ReadOnlyMemory<byte>? password, CancellationToken cancellationToken)
    {
        _seen.Writer.TryWrite(client.Certificate?.Thumbprint);
        return new(MqttReason.Success);
    }
}

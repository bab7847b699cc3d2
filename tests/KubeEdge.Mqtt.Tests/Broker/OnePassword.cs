using System.Text;
using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Lets in who knows the password.</summary>
internal sealed class OnePassword(string expected) : IMqttAuthenticator
{
    public ValueTask<MqttReason> AuthenticateAsync(
        MqttClientInfo client, ReadOnlyMemory<byte>? password, CancellationToken cancellationToken) =>
        ValueTask.FromResult(password is { } bytes && Encoding.UTF8.GetString(bytes.Span) == expected
            ? MqttReason.Success
            : MqttReason.BadUserNameOrPassword);
}

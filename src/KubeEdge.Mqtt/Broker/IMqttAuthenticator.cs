namespace KubeEdge.Mqtt.Broker;

/// <summary>Decides who may connect. Without one, everybody may.</summary>
public interface IMqttAuthenticator
{
    /// <summary>
    /// Judges one CONNECT, before a session is looked up. Bounded by <see cref="MqttBrokerLimits.HandshakeTimeout"/>.
    /// </summary>
    /// <param name="client">Who connects, from where and with which certificate.</param>
    /// <param name="password">The password of the CONNECT packet; null when it holds none. Not kept.</param>
    /// <param name="cancellationToken">Cancelled at the deadline and when the client goes away.</param>
    /// <returns>
    /// <see cref="MqttReason.Success"/> to let it in; anything else is the CONNACK's reason, as a 3.1.1 client can be told. An exception
    /// counts as <see cref="MqttReason.ServerUnavailable"/>.
    /// </returns>
    ValueTask<MqttReason> AuthenticateAsync(MqttClientInfo client, ReadOnlyMemory<byte>? password, CancellationToken cancellationToken);
}

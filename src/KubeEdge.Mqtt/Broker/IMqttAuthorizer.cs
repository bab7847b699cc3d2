namespace KubeEdge.Mqtt.Broker;

/// <summary>Decides who may publish and subscribe where. Without one, everybody may; topics below <c>$SYS</c> are the broker's own always.</summary>
public interface IMqttAuthorizer
{
    /// <summary>Judges a message before it is routed; the will message of a client is judged when it is published.</summary>
    /// <param name="client">Who publishes.</param>
    /// <param name="message">What it publishes.</param>
    /// <param name="cancellationToken">Cancelled when the client goes away.</param>
    /// <returns>
    /// <see cref="MqttReason.Success"/> to let it pass. Otherwise the message goes nowhere: an MQTT 5 publisher is told the reason in its
    /// acknowledgement; a 3.1.1 publisher gets a plain one, since the standard has no other.
    /// </returns>
    ValueTask<MqttReason> AuthorizePublishAsync(MqttClientInfo client, MqttMessage message, CancellationToken cancellationToken);

    /// <summary>Judges one subscription of a SUBSCRIBE packet.</summary>
    /// <param name="client">Who subscribes.</param>
    /// <param name="subscription">To what.</param>
    /// <param name="cancellationToken">Cancelled when the client goes away.</param>
    /// <returns><see cref="MqttReason.Success"/> to grant it; otherwise the reason in the SUBACK (always 0x80 for a 3.1.1 client).</returns>
    ValueTask<MqttReason> AuthorizeSubscribeAsync(
        MqttClientInfo client, MqttSubscription subscription, CancellationToken cancellationToken);
}

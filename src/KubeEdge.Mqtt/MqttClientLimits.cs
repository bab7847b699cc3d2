namespace KubeEdge.Mqtt;

/// <summary>The bounds of a client.</summary>
public sealed class MqttClientLimits
{
    /// <summary>
    /// Outgoing messages that wait or are not yet acknowledged; 10,000. At the limit <see cref="MqttClientOptions.QueuePolicy"/> decides.
    /// </summary>
    public int QueuedMessages { get; set; } = 10_000;

    /// <summary>Their bytes; 64 MiB. At the limit as above.</summary>
    public long QueuedBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Unacknowledged outgoing messages of QoS 1 and 2; 256, or less when the broker says so. Later ones wait.</summary>
    public int InFlight { get; set; } = 256;

    /// <summary>
    /// Unacknowledged incoming messages of QoS 1 and 2; 256, 1 to 65,535. The broker holds back more; one that does not loses the connection,
    /// as mosquitto 2.0 may after a restart with more in a session: 65,535 lets it. MQTT 3.1.1 cannot tell the broker.
    /// </summary>
    public int ReceiveMaximum { get; set; } = 256;

    /// <summary>Messages that wait in <see cref="IMqttClient.Deliveries"/>; 512. At the limit the client stops reading.</summary>
    public int Deliveries { get; set; } = 512;

    /// <summary>The largest packet that is accepted, in bytes; 1 MiB. A larger one ends the connection.</summary>
    public int PacketSize { get; set; } = 1024 * 1024;

    /// <summary>Topics for which a short alias is sent, as far as the broker allows; 32, zero for none. MQTT 5.</summary>
    public int TopicAliases { get; set; } = 32;
}

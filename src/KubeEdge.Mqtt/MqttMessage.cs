namespace KubeEdge.Mqtt;

/// <summary>An application message.</summary>
public sealed record MqttMessage
{
    /// <summary>
    /// Where it is published: at most 65,535 bytes of UTF-8 without wildcards and NUL. Checked when it is published.
    /// </summary>
    public required string Topic { get; init; }

    /// <summary>The bytes. Must not change until the message is published; those of a received message are its own.</summary>
    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>How it is sent; QoS 0 by default.</summary>
    public MqttQos Qos { get; init; }

    /// <summary>
    /// Published: the broker keeps it for later subscribers; an empty payload removes what is kept. Received: whether it was kept.
    /// </summary>
    public bool Retain { get; init; }

    /// <summary>What MQTT 5 tells beside the payload; null when there is nothing. Does not travel over MQTT 3.1.1.</summary>
    public MqttMessageProperties? Properties { get; init; }
}

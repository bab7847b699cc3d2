namespace KubeEdge.Mqtt.Packets;

/// <summary>
/// The parts of an outgoing PUBLISH as bytes. What is the same for all receivers of one message is encoded once and shared; what differs
/// stands beside it.
/// </summary>
internal readonly struct PublishFrame
{
    /// <summary>The topic as UTF-8, without its length; empty when the receiver knows the alias.</summary>
    public ReadOnlyMemory<byte> Topic { get; init; }

    public ReadOnlyMemory<byte> Payload { get; init; }

    /// <summary>The packet identifier; 0 with QoS 0.</summary>
    public ushort Id { get; init; }

    public MqttQos Qos { get; init; }

    public bool Retain { get; init; }

    public bool Duplicate { get; init; }

    /// <summary>From <see cref="PublishProperties.Encode"/>. This and what follows travels over MQTT 5 only.</summary>
    public ReadOnlyMemory<byte> SharedProperties { get; init; }

    /// <summary>Seconds left; null never expires.</summary>
    public uint? MessageExpiry { get; init; }

    /// <summary>0 for none.</summary>
    public ushort TopicAlias { get; init; }

    /// <summary>Null or empty for none.</summary>
    public IReadOnlyList<uint>? SubscriptionIdentifiers { get; init; }
}

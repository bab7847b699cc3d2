namespace KubeEdge.Mqtt.Packets;

/// <summary>
/// The MQTT 5 properties of all packets but PUBLISH; which of them a packet may have is in <see cref="PropertyTable"/>. Null is absent. A
/// writer takes those that are set; what does not belong into the packet is a bug of the caller.
/// </summary>
internal sealed class PacketProperties
{
    public static PacketProperties None { get; } = new();

    /// <summary>Seconds for which a session outlives its connection; the largest number is for ever.</summary>
    public uint? SessionExpiry { get; set; }

    public ushort? ReceiveMaximum { get; set; }

    public uint? MaximumPacketSize { get; set; }

    public ushort? TopicAliasMaximum { get; set; }

    public bool? RequestResponseInformation { get; set; }

    public bool? RequestProblemInformation { get; set; }

    public string? AuthenticationMethod { get; set; }

    public ReadOnlyMemory<byte>? AuthenticationData { get; set; }

    public string? AssignedClientId { get; set; }

    /// <summary>Seconds.</summary>
    public ushort? ServerKeepAlive { get; set; }

    public string? ResponseInformation { get; set; }

    public string? ServerReference { get; set; }

    public string? ReasonString { get; set; }

    public MqttQos? MaximumQos { get; set; }

    public bool? RetainAvailable { get; set; }

    public bool? WildcardSubscriptionAvailable { get; set; }

    public bool? SubscriptionIdentifiersAvailable { get; set; }

    public bool? SharedSubscriptionAvailable { get; set; }

    public uint? SubscriptionIdentifier { get; set; }

    public IReadOnlyList<MqttUserProperty> UserProperties { get; set; } = [];
}

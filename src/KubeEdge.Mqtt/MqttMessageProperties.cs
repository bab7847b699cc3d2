namespace KubeEdge.Mqtt;

/// <summary>What an MQTT 5 message tells beside its payload.</summary>
public sealed record MqttMessageProperties
{
    /// <summary>The MIME type of the payload, or whatever the two ends agreed on.</summary>
    public string? ContentType { get; init; }

    /// <summary>The topic on which an answer is expected.</summary>
    public string? ResponseTopic { get; init; }

    /// <summary>What the answer has to carry so that the requester knows it.</summary>
    public ReadOnlyMemory<byte>? CorrelationData { get; init; }

    /// <summary>
    /// Seconds for which the message is worth delivering; a delivered message has what is left. Null never expires.
    /// </summary>
    public uint? MessageExpiry { get; init; }

    /// <summary>Whether the payload is UTF-8 text; null when nothing is said.</summary>
    public bool? IsText { get; init; }

    /// <summary>Names and values of the publisher's own, in their order; a name may occur more than once.</summary>
    public IReadOnlyList<MqttUserProperty> UserProperties { get; init; } = [];

    /// <summary>In a delivered message the identifiers of the subscriptions that it matched. Ignored in a published one.</summary>
    public IReadOnlyList<uint> SubscriptionIdentifiers { get; init; } = [];
}

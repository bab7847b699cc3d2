namespace KubeEdge.Mqtt;

/// <summary>A topic filter and how its messages are delivered.</summary>
/// <param name="Filter">Which topics: <c>+</c> stands for one level, <c>#</c> at the end for any number of levels.</param>
/// <param name="MaximumQos">Messages published with a higher QoS are delivered with this one.</param>
public sealed record MqttSubscription(string Filter, MqttQos MaximumQos = MqttQos.AtLeastOnce)
{
    /// <summary>Whether the subscriber does not get what it published itself; no by default. MQTT 5.</summary>
    public bool NoLocal { get; init; }

    /// <summary>
    /// Whether delivered messages keep the retain flag with which they were published; no by default: then only messages that were kept
    /// for the subscriber have it. MQTT 5.
    /// </summary>
    public bool RetainAsPublished { get; init; }

    /// <summary>Which retained messages are delivered at once. MQTT 5.</summary>
    public MqttRetainHandling RetainHandling { get; init; }

    /// <summary>A number from 1 to 268,435,455 that is in each message which this subscription matched; null for none. MQTT 5.</summary>
    public uint? Identifier { get; init; }
}

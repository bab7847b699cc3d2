using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Storage;

/// <summary>One subscription as the session store keeps it.</summary>
internal sealed record StoredSubscription
{
    public required string Filter { get; init; }

    public MqttQos Qos { get; init; }

    public bool NoLocal { get; init; }

    public bool RetainAsPublished { get; init; }

    public MqttRetainHandling RetainHandling { get; init; }

    public uint? Identifier { get; init; }

    public static StoredSubscription Of(Subscription subscription) => new()
    {
        Filter = subscription.Filter.Text,
        Qos = subscription.Options.MaximumQos,
        NoLocal = subscription.Options.NoLocal,
        RetainAsPublished = subscription.Options.RetainAsPublished,
        RetainHandling = subscription.Options.RetainHandling,
        Identifier = subscription.Options.Identifier,
    };

    public MqttSubscription ToOptions() => new(Filter, Qos)
    {
        NoLocal = NoLocal,
        RetainAsPublished = RetainAsPublished,
        RetainHandling = RetainHandling,
        Identifier = Identifier,
    };
}

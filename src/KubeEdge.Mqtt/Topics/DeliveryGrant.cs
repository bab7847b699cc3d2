namespace KubeEdge.Mqtt.Topics;

/// <summary>How one message is delivered to one subscriber.</summary>
/// <param name="MaximumQos">The highest quality of service that was granted.</param>
/// <param name="RetainAsPublished">Whether the retain flag is passed on.</param>
/// <param name="Identifiers">The subscription identifiers to name; null for none.</param>
internal sealed record DeliveryGrant(MqttQos MaximumQos, bool RetainAsPublished, uint[]? Identifiers)
{
    public static DeliveryGrant Of(MqttSubscription options) =>
        new(options.MaximumQos, options.RetainAsPublished, options.Identifier is { } identifier ? [identifier] : null);

    /// <summary>Both as one.</summary>
    public DeliveryGrant With(DeliveryGrant? other) => other is null
        ? this
        : new DeliveryGrant(
            MaximumQos > other.MaximumQos ? MaximumQos : other.MaximumQos,
            RetainAsPublished || other.RetainAsPublished,
            Join(other.Identifiers, Identifiers));

    private static uint[]? Join(uint[]? first, uint[]? second)
    {
        if (first is null || second is null)
        {
            return first ?? second;
        }

        return [.. first, .. second];
    }
}

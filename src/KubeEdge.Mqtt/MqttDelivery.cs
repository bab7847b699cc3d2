namespace KubeEdge.Mqtt;

/// <summary>A message that arrived, and the way to say that it was dealt with.</summary>
public sealed class MqttDelivery
{
    private Action<MqttDelivery, MqttReason>? _acknowledged;

    /// <summary>Makes one; for those who implement <see cref="IMqttClient"/>, also in tests.</summary>
    /// <param name="message">What arrived.</param>
    /// <param name="acknowledged">Called at the first acknowledgement, never again; null when nobody waits for it.</param>
    public MqttDelivery(MqttMessage message, Action<MqttDelivery, MqttReason>? acknowledged = null)
    {
        ArgumentNullException.ThrowIfNull(message);
        Message = message;
        _acknowledged = acknowledged;
    }

    /// <summary>What arrived.</summary>
    public MqttMessage Message { get; }

    /// <summary>What the one who made it needs to know it again.</summary>
    internal object? Tag { get; init; }

    /// <summary>
    /// Says that the message was dealt with. With QoS 1 and 2 the broker is told only now, and sends no more than the receive maximum
    /// without being told; after a reconnect it sends again what was not acknowledged. With QoS 0, or the second time, it does nothing.
    /// Never waits. Acknowledgements leave in the order in which the messages arrived, so one that is missing holds up the later ones.
    /// </summary>
    /// <param name="reason">
    /// From <see cref="MqttReason.UnspecifiedError"/> on a refusal, which the publisher's broker sees with MQTT 5; it does not send again.
    /// </param>
    public void Acknowledge(MqttReason reason = MqttReason.Success) =>
        Interlocked.Exchange(ref _acknowledged, null)?.Invoke(this, reason);
}

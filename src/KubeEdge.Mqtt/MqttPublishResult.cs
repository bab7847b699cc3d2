namespace KubeEdge.Mqtt;

/// <summary>The outcome of publishing one message.</summary>
/// <param name="Status">What became of it.</param>
/// <param name="Reason">What the broker answered. MQTT 3.1.1 always says <see cref="MqttReason.Success"/>.</param>
/// <param name="Detail">What the broker or the client adds for a human reader; often null.</param>
public readonly record struct MqttPublishResult(MqttPublishStatus Status, MqttReason Reason = MqttReason.Success, string? Detail = null)
{
    /// <summary>Whether the message was handed over as its QoS promises.</summary>
    public bool IsSuccess => Status is MqttPublishStatus.Sent or MqttPublishStatus.Acknowledged;
}

namespace KubeEdge.Mqtt;

/// <summary>The outcome of subscribing.</summary>
/// <param name="Status">Whether the broker answered.</param>
/// <param name="Reasons">
/// What it answered to each subscription, in their order: the granted QoS (0x00 to 0x02), or from 0x80 on why not. Empty without an answer.
/// </param>
public readonly record struct MqttSubscribeResult(MqttRequestStatus Status, IReadOnlyList<MqttReason> Reasons)
{
    /// <summary>Whether the broker granted all of them.</summary>
    public bool IsSuccess => Status == MqttRequestStatus.Answered && Reasons.All(reason => reason < MqttReason.UnspecifiedError);
}

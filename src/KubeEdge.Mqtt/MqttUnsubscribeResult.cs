namespace KubeEdge.Mqtt;

/// <summary>The outcome of unsubscribing.</summary>
/// <param name="Status">Whether the broker answered.</param>
/// <param name="Reasons">What it answered to each filter, in their order; empty without an answer.</param>
public readonly record struct MqttUnsubscribeResult(MqttRequestStatus Status, IReadOnlyList<MqttReason> Reasons)
{
    /// <summary>Whether the broker removed all of them, or never had them.</summary>
    public bool IsSuccess => Status == MqttRequestStatus.Answered && Reasons.All(reason => reason < MqttReason.UnspecifiedError);
}

namespace KubeEdge.Mqtt.Client;

/// <summary>A SUBSCRIBE or UNSUBSCRIBE that the broker has not answered.</summary>
/// <param name="Filters">The filters in their order.</param>
/// <param name="IsRepeated">Whether the client repeats it on its own, and nobody waits.</param>
internal sealed record SubscriptionRequest(IReadOnlyList<string> Filters, bool IsRepeated = false)
{
    private readonly TaskCompletionSource<IReadOnlyList<MqttReason>?> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What the broker says; null when the connection ended before.</summary>
    public Task<IReadOnlyList<MqttReason>?> Answer => _answer.Task;

    public void Complete(IReadOnlyList<MqttReason>? reasons) => _answer.TrySetResult(reasons);
}

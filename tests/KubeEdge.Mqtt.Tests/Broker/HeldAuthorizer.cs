using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>Allows everything, in its own time.</summary>
/// <param name="topic">The only topic that has to wait; null for all.</param>
internal sealed class HeldAuthorizer(string? topic = null) : IMqttAuthorizer
{
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _open = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when somebody waits for its word.</summary>
    public Task Asked => _asked.Task.WaitAsync(RawClient.Patience);

    public void Open() => _open.SetResult();

    public async ValueTask<MqttReason> AuthorizePublishAsync(
        MqttClientInfo client, MqttMessage message, CancellationToken cancellationToken)
    {
        if (topic is null || message.Topic == topic)
        {
            _asked.TrySetResult();
            await _open.Task.WaitAsync(cancellationToken);
        }

        return MqttReason.Success;
    }

    public ValueTask<MqttReason> AuthorizeSubscribeAsync(
        MqttClientInfo client, MqttSubscription subscription, CancellationToken cancellationToken) => ValueTask.FromResult(MqttReason.Success);
}

using System.Text;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>A message that was published, and the way to answer it.</summary>
internal sealed class FakePublish(MqttMessage message)
{
    private readonly TaskCompletionSource<MqttPublishResult> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public MqttMessage Message { get; } = message;

    public string Text => Encoding.UTF8.GetString(Message.Payload.Span);

    public Task<MqttPublishResult> Answered => _answered.Task;

    public void Answer(MqttPublishStatus status, MqttReason reason = MqttReason.Success) =>
        _answered.TrySetResult(new MqttPublishResult(status, reason));
}

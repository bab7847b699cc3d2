using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Publishing;

/// <summary>A message that was handed to the client.</summary>
/// <param name="Message">The message.</param>
/// <param name="Outcome">What becomes of it.</param>
internal readonly record struct UnderWay(MqttMessage Message, Task<PublishOutcome> Outcome);

using KubeEdge.Beehive.Dispatch;
using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Devices;

/// <summary>A device's message whose twin has not answered yet.</summary>
/// <param name="Delivery">Where it is acknowledged.</param>
/// <param name="Reply">The answer; awaited once.</param>
internal readonly record struct TwinRequest(MqttDelivery Delivery, ValueTask<ReplyResult> Reply);

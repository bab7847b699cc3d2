using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Uploads;

/// <summary>A message that a broker has delivered and that is not stored yet.</summary>
/// <param name="Delivery">Where it is acknowledged.</param>
/// <param name="Bytes">What is stored.</param>
internal readonly record struct PendingUpload(MqttDelivery Delivery, byte[] Bytes)
{
    /// <summary>Whether the broker keeps it until it is acknowledged.</summary>
    public bool IsKeptByBroker => Delivery.Message.Qos != MqttQos.AtMostOnce;
}

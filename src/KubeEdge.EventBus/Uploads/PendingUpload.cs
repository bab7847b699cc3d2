using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Uploads;

/// <summary>A message that a broker has delivered and that is not stored yet.</summary>
/// <param name="Delivery">Where it is acknowledged.</param>
/// <param name="Bytes">What is stored.</param>
/// <param name="MayWait">
/// Whether it may wait for room, because its broker keeps it meanwhile. Otherwise there is nobody to keep it, or somebody who is told.
/// </param>
internal readonly record struct PendingUpload(MqttDelivery Delivery, byte[] Bytes, bool MayWait);

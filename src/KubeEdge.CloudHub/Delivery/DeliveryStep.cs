using KubeEdge.CloudHub.Records;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// What has to be done next outside the state machine: make the record say what the holding says (no attempt), or send a message.
/// </summary>
/// <param name="Path">For which object.</param>
/// <param name="Holding">The holding that it is about.</param>
/// <param name="Attempt">The message to send; null when the record comes first.</param>
internal readonly record struct DeliveryStep(DeliveryPath Path, Holding Holding, DeliveryAttempt? Attempt);

using KubeEdge.Beehive.Messages;

namespace KubeEdge.EdgeHub.Requests;

/// <summary>A message that waits to be sent.</summary>
/// <param name="Message">The message.</param>
/// <param name="Pending">Who waits for its answer; null for an acknowledgement, which has none.</param>
internal readonly record struct QueuedRequest(Message Message, PendingRequest? Pending);

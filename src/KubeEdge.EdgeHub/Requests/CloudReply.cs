using KubeEdge.Beehive.Messages;

namespace KubeEdge.EdgeHub.Requests;

/// <summary>What came of a request to the cloud.</summary>
/// <param name="Status">Whether there is an answer, and if not, why.</param>
/// <param name="Message">The answer, which may say that the request failed; null unless answered.</param>
public readonly record struct CloudReply(CloudReplyStatus Status, Message? Message);

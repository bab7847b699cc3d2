using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>The outcome of a request to a group.</summary>
/// <param name="Status"><see cref="SendStatus.Sent"/> when every member answered, else why not.</param>
/// <param name="Replies">The replies in the order of the members; fewer than <paramref name="Members"/> unless all answered.</param>
/// <param name="Members">How many members the group had when the request left.</param>
public readonly record struct GroupReplyResult(SendStatus Status, IReadOnlyList<Message> Replies, int Members);

using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>The outcome of a request.</summary>
/// <param name="Status"><see cref="SendStatus.Sent"/> when <paramref name="Reply"/> is there, else why not.</param>
/// <param name="Reply">The reply; null unless <paramref name="Status"/> is <see cref="SendStatus.Sent"/>.</param>
/// <param name="Delivered">Whether the request reached the receiver; tells a slow receiver from one that never got it.</param>
public readonly record struct ReplyResult(SendStatus Status, Message? Reply, bool Delivered = false);

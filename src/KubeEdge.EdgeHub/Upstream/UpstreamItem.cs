using KubeEdge.Beehive.Messages;

namespace KubeEdge.EdgeHub.Upstream;

/// <summary>One message on its way to the cloud, as its source handed it out.</summary>
/// <param name="Message">What is sent.</param>
/// <param name="Position">The source's own mark, for instance a position in a durable queue. EdgeHub hands it back unread.</param>
public readonly record struct UpstreamItem(Message Message, long Position = 0);

using KubeEdge.Beehive.Messages;

namespace KubeEdge.Testing;

/// <summary>What a node sent to the cloud.</summary>
/// <param name="Node">The node.</param>
/// <param name="Message">The message as it came off the link.</param>
public sealed record ReceivedMessage(string Node, Message Message);

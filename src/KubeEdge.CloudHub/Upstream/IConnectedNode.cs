using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Upstream;

/// <summary>The session that a message came over.</summary>
public interface IConnectedNode
{
    /// <summary>The node's name, as its certificate says.</summary>
    string Name { get; }

    /// <summary>Who is at the other end.</summary>
    LinkPeer Peer { get; }

    /// <summary>
    /// Whether the node has a newer session here. What this one still brings may be older than what came over that one, which has no way to
    /// tell it again: whoever keeps the newest takes nothing from it.
    /// </summary>
    bool IsReplaced => false;

    /// <summary>
    /// Whether the node knows devices by their bare names, as edges of the original do up to 1.16.1, where devices of one name in two
    /// namespaces collide. All others, ours included, call them <c>namespace/name</c>.
    /// </summary>
    bool UsesBareDeviceNames => Peer.Features.Count == 0 && Peer.Wire == WireGeneration.Release115;

    /// <summary>Sends a message once, without acknowledgement; for answers. Objects belong into the desired state.</summary>
    /// <param name="message">The message; its resource without <c>node/NAME/</c>.</param>
    /// <param name="cancellationToken">Gives up.</param>
    ValueTask<SendStatus> SendAsync(Message message, CancellationToken cancellationToken = default);
}

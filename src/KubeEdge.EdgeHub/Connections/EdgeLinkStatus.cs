using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Connections;

/// <summary>The state of the link to the cloud at one moment.</summary>
/// <param name="Phase">Where it is in its life.</param>
/// <param name="Since">When it entered that phase.</param>
/// <param name="Detail">Why it is not connected, for people; null when it is.</param>
/// <param name="Peer">The cloud end; null unless connected.</param>
public sealed record EdgeLinkStatus(EdgeLinkPhase Phase, DateTimeOffset Since, string? Detail = null, LinkPeer? Peer = null)
{
    /// <summary>Whether messages can reach the cloud now.</summary>
    public bool IsConnected => Phase == EdgeLinkPhase.Connected;

    /// <summary>
    /// What stands in place of the namespace in resources of nodes, which have none: <c>null</c> with a cloud of the newest releases,
    /// <c>default</c> with an older one or one whose generation is not known yet.
    /// </summary>
    public string NodeNamespace => Peer?.Wire == WireGeneration.Current ? "null" : "default";
}

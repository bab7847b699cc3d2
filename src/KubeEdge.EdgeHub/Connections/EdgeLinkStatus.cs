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
}

using KubeEdge.Viaduct;

namespace KubeEdge.Testing.Links;

/// <summary>One node's dialer in a <see cref="MemoryNetwork"/>.</summary>
internal sealed class MemoryDialer(MemoryNetwork network, string nodeName, HashSet<string> features) : ILinkDialer
{
    public Task<DialResult> DialAsync(CancellationToken cancellationToken = default) =>
        network.DialAsync(Peer(), Peer(), cancellationToken);

    private LinkPeer Peer() => new() { NodeId = nodeName, Features = features };
}

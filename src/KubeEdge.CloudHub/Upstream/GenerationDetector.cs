using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Upstream;

/// <summary>Which generation a node speaks like: the namespace under which it speaks of itself tells.</summary>
internal static class GenerationDetector
{
    public static void Observe(LinkPeer peer, string resource)
    {
        if (peer.Wire == WireGeneration.Unknown && ResourcePath.TryParse(resource, out var path) && path.Type is "node" or "nodepatch")
        {
            peer.Wire = path.Namespace == ResourcePath.ClusterScoped ? WireGeneration.Current : WireGeneration.Release115;
        }
    }
}

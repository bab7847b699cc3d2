using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Dispatch;

/// <summary>
/// Which generation the cloud speaks like: the namespace under which it pushes nodes tells. Answers do not, as they repeat the
/// namespace of the question.
/// </summary>
internal static class GenerationDetector
{
    public static void Observe(LinkPeer peer, Message message)
    {
        if (peer.Wire == WireGeneration.Unknown && message.Header.ParentId.IsEmpty
            && ResourcePath.TryParse(message.Route.Resource, out var path) && path.Type == "node")
        {
            peer.Wire = path.Namespace == ResourcePath.ClusterScoped ? WireGeneration.Current : WireGeneration.Release115;
        }
    }
}

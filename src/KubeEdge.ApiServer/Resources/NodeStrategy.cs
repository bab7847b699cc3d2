using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Nodes report their own status, and their labels along with it.</summary>
internal sealed class NodeStrategy(ResourceType type) : ResourceStrategy(type)
{
    protected override bool StatusCarriesMetadata => true;
}

using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Connections;
using Microsoft.Extensions.Options;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>
/// How what belongs to the node is named on the wire. The node itself has no namespace, and each generation of cloud writes that
/// differently.
/// </summary>
internal sealed class NodeResources(IEdgeLinkState link, IOptions<EdgeHubOptions> hub)
{
    public string Node => $"{link.Current.NodeNamespace}/node/{hub.Value.NodeName}";

    /// <summary>Patches of the node's status, and of its metadata.</summary>
    public string NodePatch => $"{link.Current.NodeNamespace}/nodepatch/{hub.Value.NodeName}";

    public string Lease => $"kube-node-lease/lease/{hub.Value.NodeName}";
}

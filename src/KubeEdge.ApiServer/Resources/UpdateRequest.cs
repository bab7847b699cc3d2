using KubeEdge.ApiServer.Requests;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.ApiServer.Resources;

/// <summary>Which object is changed, through which subresource.</summary>
internal sealed record UpdateRequest(ResourceType Type, ResourceKey Key, string? Subresource, bool DryRun)
{
    public bool IsStatus => Subresource == Subresources.Status;

    public bool IsFinalize => Subresource == Subresources.Finalize;
}

using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaManager.Prefetch;

/// <summary>Something that a pod needs and that the cloud has.</summary>
/// <param name="Id">What makes it one thing, however many pods name it.</param>
/// <param name="Path">How it is asked for.</param>
/// <param name="Key">The object; default for a token.</param>
/// <param name="TokenRequest">The TokenRequest, JSON; empty for an object.</param>
internal sealed record PodNeed(string Id, ResourcePath Path, ResourceKey Key, ReadOnlyMemory<byte> TokenRequest)
{
    public bool IsToken => !TokenRequest.IsEmpty;
}

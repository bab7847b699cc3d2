using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>A question about an object that the cloud has not answered yet.</summary>
internal sealed class OpenQuestion(ResourceKey key)
{
    public ResourceKey Key => key;

    /// <summary>Whether a push of the object came after the question; its answer is then older than what the push said.</summary>
    public bool IsOvertaken { get; set; }
}

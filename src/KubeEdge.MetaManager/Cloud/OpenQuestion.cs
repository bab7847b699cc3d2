using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>A question about an object whose answer is not in the store yet. Changed under the lock of its owner.</summary>
internal sealed class OpenQuestion(ResourceKey key)
{
    public ResourceKey Key => key;

    /// <summary>Whether a push of the object came after the question; its answer is then older than what the push said.</summary>
    public bool IsOvertaken { get; set; }

    /// <summary>The answer that is being stored; empty before there is one.</summary>
    public MessageId Answer { get; set; }
}

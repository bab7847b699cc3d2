using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.StateCheck;

/// <summary>What one node should hold, worked out from the API alone: its pods and what they refer to.</summary>
internal sealed class NodeShare
{
    private readonly HashSet<string> _keys = new(StringComparer.Ordinal);

    /// <summary>What a node is sent.</summary>
    public static string[] Resources { get; } = ["pods", "configmaps", "secrets"];

    public static async Task<NodeShare> ReadAsync(string source, string node, CancellationToken cancellationToken)
    {
        if (!ResourceTable.Default.TryGetByPlural(string.Empty, "pods", out ResourceType? pods))
        {
            throw new StateUnreadableException("pods are unknown");
        }

        var share = new NodeShare();
        var references = new HashSet<ResourceKey>();
        using KubeClient client = StateSource.Connect(source);
        await foreach (KubeObject pod in StateSource.ListAsync(client, pods, cancellationToken))
        {
            if (pod.GetField("spec.nodeName") == node)
            {
                share._keys.Add(pod.KeyOf(pods).ToString());
                PodReferences.Read(pod, references);
            }
        }

        share._keys.UnionWith(references.Select(key => key.ToString()));
        return share;
    }

    public bool Includes(string key) => _keys.Contains(key);
}

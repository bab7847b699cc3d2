using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.Kubernetes.Selectors;

namespace KubeEdge.Controllers.Upstream;

/// <summary>
/// What a node may touch: itself, its lease, its pods, and the secrets and accounts that these refer to. The original lets every node
/// read every secret and write every pod unless its authorization is switched on.
/// </summary>
internal sealed class NodeScope(KubeClient client)
{
    /// <summary>Null when the object is named as the node, else the refusal.</summary>
    public static KubeStatus? Itself(UpstreamRequest request, ResourceType type) => request.Path.Name == request.Node
        ? null
        : KubeStatus.Forbidden(type, request.Path.Name, $"node '{request.Node}' may only {request.Operation} its own");

    /// <summary>Null when the pod runs on the node or is not there, else the refusal or the API's error.</summary>
    public async ValueTask<KubeStatus?> OwnPodAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var found = await client.GetAsync(WireTypes.Pods, request.Namespace, request.Path.Name, cancellationToken).ConfigureAwait(false);
        if (found.Error is { Code: not 404 } error)
        {
            return error;
        }

        return found.Object is { } pod && pod.GetField("spec.nodeName") != request.Node
            ? KubeStatus.Forbidden(WireTypes.Pods, request.Path.Name, $"it does not run on node '{request.Node}'")
            : null;
    }

    /// <summary>Null when a pod of the node refers to the object, else the refusal or the API's error.</summary>
    public async ValueTask<KubeStatus?> ReferredToAsync(string node, ResourceType type, ResourceKey key, CancellationToken cancellationToken)
    {
        if (!FieldSelector.TryParse($"spec.nodeName={node}", out var onNode, out var problem))
        {
            return KubeStatus.BadRequest(problem);
        }

        var own = new KubeListOptions { Fields = onNode };
        var pods = await client.ListAsync(WireTypes.Pods, key.Namespace, own, cancellationToken).ConfigureAwait(false);
        if (!pods.IsSuccess)
        {
            return pods.Error;
        }

        var references = new HashSet<ResourceKey>();
        foreach (var pod in pods.List.Items)
        {
            PodReferences.Read(pod, references);
        }

        return references.Contains(key) ? null : KubeStatus.Forbidden(type, key.Name, $"no pod of node '{node}' refers to it");
    }
}

using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Reads of single objects, answered with the bare object.</summary>
internal sealed class ObjectQueries(KubeClient client, NodeScope scope) : IRequestHandler
{
    private static readonly string[] _types =
        ["node", "pod", "configmap", "secret", "persistentvolume", "persistentvolumeclaim", "volumeattachment", "certificatesigningrequest"];

    public IEnumerable<(string Type, string Operation)> Serves => _types.Select(static type => (type, Operations.Query));

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var type = WireTypes.Of(request.Path.Type);
        var refusal = request.Path.Type switch
        {
            "node" => NodeScope.Itself(request, type),
            "pod" => await scope.OwnPodAsync(request, cancellationToken).ConfigureAwait(false),
            "secret" => await scope.ReferredToAsync(
                request.Node, type, type.Key(request.Namespace, request.Path.Name), cancellationToken).ConfigureAwait(false),
            _ => null,
        };
        return AnswerForms.Bare(refusal is null
            ? await client.GetAsync(type, type.IsNamespaced ? request.Namespace : null, request.Path.Name, cancellationToken).ConfigureAwait(false)
            : new KubeResult(null, refusal));
    }
}

using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Controllers.Upstream;

/// <summary>The node's lease: read, made, renewed.</summary>
internal sealed class LeaseRequests(KubeClient client) : IRequestHandler
{
    public IEnumerable<(string Type, string Operation)> Serves =>
        [("lease", Operations.Query), ("lease", Operations.Insert), ("lease", Operations.Update)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var type = WireTypes.Leases;
        if (NodeScope.Itself(request, type) is { } refusal)
        {
            return AnswerForms.Pair(request, new KubeResult(null, refusal));
        }

        if (request.Operation == Operations.Query)
        {
            return AnswerForms.Pair(request, await client.GetAsync(type, request.Namespace, request.Path.Name, cancellationToken).ConfigureAwait(false));
        }

        return RequestContent.Read(request, type, out var failure) is { } lease
            ? AnswerForms.Pair(request, request.Operation == Operations.Insert
                ? await client.CreateAsync(type, request.Namespace, lease, cancellationToken).ConfigureAwait(false)
                : await client.UpdateAsync(type, request.Namespace, lease, cancellationToken).ConfigureAwait(false))
            : AnswerForms.Pair(request, failure);
    }
}

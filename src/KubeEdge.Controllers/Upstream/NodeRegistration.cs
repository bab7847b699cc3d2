using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Makes the Node object of a node that has none. One that exists is answered as a conflict; the node then reconciles by patch.</summary>
internal sealed class NodeRegistration(KubeClient client) : IRequestHandler
{
    public IEnumerable<(string Type, string Operation)> Serves => [("node", Operations.Insert)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (NodeScope.Itself(request, WireTypes.Nodes) is { } refusal)
        {
            return AnswerForms.Pair(request, new KubeResult(null, refusal));
        }

        return AnswerForms.Pair(request, RequestContent.Read(request, WireTypes.Nodes, out var failure) is { } node
            ? await client.CreateAsync(WireTypes.Nodes, null, node, cancellationToken).ConfigureAwait(false)
            : failure);
    }
}

using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Certificate signing requests of a node, for instance for its serving certificate; who approves them is the cluster's business.</summary>
internal sealed class SigningRequests(KubeClient client) : IRequestHandler
{
    public IEnumerable<(string Type, string Operation)> Serves => [("certificatesigningrequest", Operations.Insert)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken) =>
        AnswerForms.Pair(request, RequestContent.Read(request, WireTypes.SigningRequests, out var failure) is { } wanted
            ? await client.CreateAsync(WireTypes.SigningRequests, null, wanted, cancellationToken).ConfigureAwait(false)
            : failure);
}

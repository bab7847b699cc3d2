using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Tokens of the service accounts under which the node's pods run.</summary>
internal sealed class TokenRequests(KubeClient client, NodeScope scope) : IRequestHandler
{
    public IEnumerable<(string Type, string Operation)> Serves => [("serviceaccounttoken", Operations.Query)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var accounts = WireTypes.ServiceAccounts;
        var key = accounts.Key(request.Namespace, request.Path.Name);
        if (await scope.ReferredToAsync(request.Node, accounts, key, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return AnswerForms.Bare(new KubeResult(null, refusal));
        }

        if (RequestContent.ReadNode(request.Content) is not { } wanted)
        {
            return AnswerForms.Bare(RequestContent.Unreadable(request));
        }

        wanted["apiVersion"] = "authentication.k8s.io/v1";
        wanted["kind"] = "TokenRequest";
        return AnswerForms.Bare(await client.CreateSubresourceAsync(
            accounts, request.Namespace, request.Path.Name, "token", Encoding.UTF8.GetBytes(wanted.ToJsonString()), cancellationToken)
            .ConfigureAwait(false));
    }
}

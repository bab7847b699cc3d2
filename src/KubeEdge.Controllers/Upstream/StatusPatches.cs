using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Strategic merge patches of the status of the node and of its pods; their types on the wire are <c>nodepatch</c> and <c>podpatch</c>.</summary>
internal sealed class StatusPatches(KubeClient client, NodeScope scope) : IRequestHandler
{
    private static readonly KubePatchOptions _status = new() { Subresource = "status" };

    public IEnumerable<(string Type, string Operation)> Serves => [("nodepatch", Operations.Patch), ("podpatch", Operations.Patch)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var isNode = request.Path.Type == "nodepatch";
        var type = isNode ? WireTypes.Nodes : WireTypes.Pods;
        var refusal = isNode
            ? NodeScope.Itself(request, type)
            : await scope.OwnPodAsync(request, cancellationToken).ConfigureAwait(false);
        if (refusal is not null)
        {
            return AnswerForms.Pair(request, new KubeResult(null, refusal));
        }

        if (RequestContent.ReadNode(request.Content) is null)
        {
            return AnswerForms.Pair(request, RequestContent.Unreadable(request));
        }

        var patched = await client.PatchAsync(
            type, isNode ? null : request.Namespace, request.Path.Name, PatchKind.Strategic, request.Content, _status, cancellationToken)
            .ConfigureAwait(false);
        return AnswerForms.Pair(request, patched, withVersion: true);
    }
}

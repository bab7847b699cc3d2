using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Labels and annotations that a node sets on its own Node object; the rest of what it sends is not its to say.</summary>
internal sealed class NodeUpdates(KubeClient client) : IRequestHandler
{
    public IEnumerable<(string Type, string Operation)> Serves => [("node", Operations.Update)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (NodeScope.Itself(request, WireTypes.Nodes) is { } refusal)
        {
            return AnswerForms.Done(new KubeResult(null, refusal));
        }

        if (RequestContent.ReadNode(request.Content) is not { } node)
        {
            return AnswerForms.Done(RequestContent.Unreadable(request));
        }

        var metadata = node["metadata"] as JsonObject;
        var patch = new JsonObject
        {
            ["metadata"] = new JsonObject
            {
                ["labels"] = metadata?["labels"]?.DeepClone() ?? new JsonObject(),
                ["annotations"] = metadata?["annotations"]?.DeepClone() ?? new JsonObject(),
            },
        };
        var bytes = Encoding.UTF8.GetBytes(patch.ToJsonString());
        var patched = await client.PatchAsync(
            WireTypes.Nodes, null, request.Path.Name, PatchKind.Strategic, bytes, cancellationToken: cancellationToken).ConfigureAwait(false);
        return AnswerForms.Done(patched, withVersion: true);
    }
}

using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Registration and status of releases before 1.12: <c>{"UID","Status","ExtendResources"}</c>.</summary>
internal sealed class LegacyNodeStatus(KubeClient client) : IRequestHandler
{
    private const int NotFound = 404;
    private static readonly KubePatchOptions _status = new() { Subresource = "status" };

    public IEnumerable<(string Type, string Operation)> Serves => [("nodestatus", Operations.Insert), ("nodestatus", Operations.Update)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (NodeScope.Itself(request, WireTypes.Nodes) is { } refusal)
        {
            return AnswerForms.Done(new KubeResult(null, refusal));
        }

        return AnswerForms.Done(
            request.Operation == Operations.Insert
                ? await RegisterAsync(request, cancellationToken).ConfigureAwait(false)
                : await ReportAsync(request, cancellationToken).ConfigureAwait(false),
            withVersion: request.Operation == Operations.Update);
    }

    private async ValueTask<KubeResult> RegisterAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var found = await client.GetAsync(WireTypes.Nodes, null, request.Path.Name, cancellationToken).ConfigureAwait(false);
        if (found.Error is not { Code: NotFound })
        {
            return found;
        }

        return RequestContent.Read(request, WireTypes.Nodes, out var failure) is { } node
            ? await client.CreateAsync(WireTypes.Nodes, null, node, cancellationToken).ConfigureAwait(false)
            : failure;
    }

    private async ValueTask<KubeResult> ReportAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (RequestContent.ReadNode(request.Content) is not { } report || report["Status"] is not JsonObject status)
        {
            return new KubeResult(null, KubeStatus.BadRequest($"{request.Operation} {request.Path}: the content has no Status"));
        }

        // Both belong to the cloud: what is attached, and the port that its tunnel has set.
        status.Remove("volumesAttached");
        status.Remove("daemonEndpoints");
        var patch = new JsonObject { ["status"] = status.DeepClone() };
        if (report["ExtendResources"] is JsonObject extended)
        {
            var annotated = await AnnotateAsync(request, extended, cancellationToken).ConfigureAwait(false);
            if (!annotated.IsSuccess)
            {
                return annotated;
            }
        }

        return await client.PatchAsync(
            WireTypes.Nodes, null, request.Path.Name, PatchKind.Strategic, Encoding.UTF8.GetBytes(patch.ToJsonString()), _status, cancellationToken)
            .ConfigureAwait(false);
    }

    private Task<KubeResult> AnnotateAsync(UpstreamRequest request, JsonObject extended, CancellationToken cancellationToken)
    {
        var annotations = new JsonObject();
        foreach (var (resource, devices) in extended)
        {
            annotations[resource] = devices?.ToJsonString();
        }

        var patch = new JsonObject { ["metadata"] = new JsonObject { ["annotations"] = annotations } };
        return client.PatchAsync(
            WireTypes.Nodes, null, request.Path.Name, PatchKind.Merge, Encoding.UTF8.GetBytes(patch.ToJsonString()), cancellationToken: cancellationToken);
    }
}

using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Upstream;

/// <summary>
/// Pod status of releases before 1.12: one <c>{"UID","Name","Status"}</c>, or without a name in the path a list of them. What is said
/// about a pod that is gone is done with: the node hears of the deletion through the desired state, which knows the uid.
/// </summary>
internal sealed class LegacyPodStatus(KubeClient client) : IRequestHandler
{
    private const int NotFound = 404;
    private static readonly KubePatchOptions _status = new() { Subresource = "status" };

    public IEnumerable<(string Type, string Operation)> Serves => [("podstatus", Operations.Update)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (Parse(request) is not { } reports)
        {
            return AnswerForms.Done(RequestContent.Unreadable(request));
        }

        foreach (var report in reports)
        {
            var result = await ReportAsync(request, report, cancellationToken).ConfigureAwait(false);
            if (!result.IsSuccess)
            {
                return AnswerForms.Done(result);
            }
        }

        return AnswerForms.Done(default);
    }

    private static List<JsonObject>? Parse(UpstreamRequest request)
    {
        if (RequestContent.ReadNode(request.Content) is { } one)
        {
            return [one];
        }

        var list = RequestContent.ReadNode(Encoding.UTF8.GetBytes($"{{\"items\":{Encoding.UTF8.GetString(request.Content.Span)}}}"))?["items"] as JsonArray;
        return list is null ? null : [.. list.OfType<JsonObject>()];
    }

    private async ValueTask<KubeResult> ReportAsync(UpstreamRequest request, JsonObject report, CancellationToken cancellationToken)
    {
        if (report["Status"] is not JsonObject status || (Text(report["Name"]) ?? request.Path.Name) is not { Length: > 0 } name)
        {
            return new KubeResult(null, KubeStatus.BadRequest($"{request.Operation} {request.Path}: a report has no Name or no Status"));
        }

        var found = await client.GetAsync(WireTypes.Pods, request.Namespace, name, cancellationToken).ConfigureAwait(false);
        if (found.Error is { Code: NotFound } || (found.Object is { } other && Text(report["UID"]) is { } uid && other.Uid != uid))
        {
            return default;
        }

        if (found.Object is not { } pod)
        {
            return found;
        }

        if (pod.GetField("spec.nodeName") != request.Node)
        {
            return new KubeResult(null, KubeStatus.Forbidden(WireTypes.Pods, name, $"it does not run on node '{request.Node}'"));
        }

        return await WriteAsync(request, pod, status, cancellationToken).ConfigureAwait(false);
    }

    private async ValueTask<KubeResult> WriteAsync(UpstreamRequest request, KubeObject pod, JsonObject status, CancellationToken cancellationToken)
    {
        // The time of the first start stays the API's.
        if (pod.GetField("status.startTime") is { Length: > 0 } started)
        {
            status["startTime"] = started;
        }

        var patch = new JsonObject { ["metadata"] = new JsonObject { ["uid"] = pod.Uid }, ["status"] = status.DeepClone() };
        var patched = await client.PatchAsync(
            WireTypes.Pods, request.Namespace, pod.Name, PatchKind.Strategic, Encoding.UTF8.GetBytes(patch.ToJsonString()), _status, cancellationToken)
            .ConfigureAwait(false);
        if (patched.Object is not { IsDeleting: true } deleting || !HasEnded(status))
        {
            return patched;
        }

        var deleted = await client.DeleteAsync(
            WireTypes.Pods,
            request.Namespace,
            pod.Name,
            new KubeDeleteOptions { Uid = deleting.Uid, GracePeriodSeconds = 0 },
            cancellationToken).ConfigureAwait(false);
        return deleted.Error is { Code: NotFound } ? default : deleted;
    }

    private static bool HasEnded(JsonObject status) =>
        Text(status["phase"]) is "Succeeded" or "Failed"
        && (status["containerStatuses"] as JsonArray ?? []).OfType<JsonObject>()
            .All(static container => container["state"] is JsonObject state && (state.ContainsKey("terminated") || state.ContainsKey("waiting")));

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}

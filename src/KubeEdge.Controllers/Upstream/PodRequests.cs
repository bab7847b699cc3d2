using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Pods that a node makes for its static pods, and pods that it has ended.</summary>
internal sealed class PodRequests(KubeClient client, NodeScope scope) : IRequestHandler
{
    private const int NotFound = 404;
    private const int Conflict = 409;

    public IEnumerable<(string Type, string Operation)> Serves => [("pod", Operations.Insert), ("pod", Operations.Delete)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken) =>
        request.Operation == Operations.Insert
            ? AnswerForms.Pair(request, await CreateAsync(request, cancellationToken).ConfigureAwait(false))
            : AnswerForms.Done(await DeleteAsync(request, cancellationToken).ConfigureAwait(false));

    private async ValueTask<KubeResult> CreateAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (RequestContent.Read(request, WireTypes.Pods, out var failure) is not { } pod)
        {
            return failure;
        }

        return pod.GetField("spec.nodeName") == request.Node
            ? await client.CreateAsync(WireTypes.Pods, request.Namespace, pod, cancellationToken).ConfigureAwait(false)
            : new KubeResult(null, KubeStatus.Forbidden(WireTypes.Pods, pod.Name, $"it is not meant for node '{request.Node}'"));
    }

    private async ValueTask<KubeResult> DeleteAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (await scope.OwnPodAsync(request, cancellationToken).ConfigureAwait(false) is { } refusal)
        {
            return new KubeResult(null, refusal);
        }

        var result = await client.DeleteAsync(
            WireTypes.Pods, request.Namespace, request.Path.Name, OptionsOf(request), cancellationToken).ConfigureAwait(false);

        // Gone already, or another pod of the same name by now: what the node wanted is true.
        return result.Error is { Code: NotFound or Conflict } ? default : result;
    }

    /// <summary>DeleteOptions, or from releases before 1.12 the bare uid.</summary>
    private static KubeDeleteOptions OptionsOf(UpstreamRequest request)
    {
        if (RequestContent.ReadNode(request.Content) is not { } options)
        {
            var uid = System.Text.Encoding.UTF8.GetString(request.Content.Span).Trim('"');
            return new KubeDeleteOptions { Uid = uid.Length > 0 ? uid : null, GracePeriodSeconds = 0 };
        }

        return new KubeDeleteOptions
        {
            Uid = Text(options["preconditions"]?["uid"]),
            GracePeriodSeconds = options["gracePeriodSeconds"] is JsonValue grace && grace.TryGetValue(out int seconds) ? seconds : null,
            PropagationPolicy = Text(options["propagationPolicy"]),
        };
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue(out string? text) ? text : null;
}

using System.Text;
using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Client;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Upstream;

/// <summary>Events that a node reports (since 1.19). The original answers none of them.</summary>
internal sealed partial class EventReports(KubeClient client, ILogger<EventReports> logger) : IRequestHandler
{
    public IEnumerable<(string Type, string Operation)> Serves =>
        [("event", Operations.Insert), ("event", Operations.Update), ("event", Operations.Patch)];

    public async ValueTask<UpstreamAnswer?> HandleAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        var result = request.Operation == Operations.Patch
            ? await PatchAsync(request, cancellationToken).ConfigureAwait(false)
            : await WriteAsync(request, cancellationToken).ConfigureAwait(false);
        if (result.Error is { } error)
        {
            Log.EventLost(logger, request.Node, request.Path.ToString(), error.Message);
        }

        return null;
    }

    private async ValueTask<KubeResult> WriteAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (RequestContent.Read(request, WireTypes.Events, out var failure) is not { } value)
        {
            return failure;
        }

        return request.Operation == Operations.Insert
            ? await client.CreateAsync(WireTypes.Events, request.Namespace, value, cancellationToken).ConfigureAwait(false)
            : await client.UpdateAsync(WireTypes.Events, request.Namespace, value, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>The content is <c>{"event":…,"patchData":"…"}</c>.</summary>
    private async ValueTask<KubeResult> PatchAsync(UpstreamRequest request, CancellationToken cancellationToken)
    {
        if (RequestContent.ReadNode(request.Content)?["patchData"] is not JsonValue data || !data.TryGetValue(out string? patch))
        {
            return RequestContent.Unreadable(request);
        }

        return await client.PatchAsync(
            WireTypes.Events, request.Namespace, request.Path.Name, PatchKind.Strategic, Encoding.UTF8.GetBytes(patch), cancellationToken: cancellationToken)
            .ConfigureAwait(false);
    }
}

using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.NodeAgent.Cloud;
using KubeEdge.NodeAgent.Sessions;
using Microsoft.Extensions.Logging;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>Makes sure that the Node object exists and has the labels of this node.</summary>
internal sealed partial class NodeRegistrar(
    CloudCalls calls,
    NodeResources resources,
    NodeMetadata metadata,
    NodeStatusSource statuses,
    NodeIdentity identity,
    RetrySchedule retries,
    ILogger<NodeRegistrar> logger)
{
    /// <summary>Registers the node, or finds it registered; tries until it succeeds.</summary>
    /// <returns>The Node as the cloud has it.</returns>
    public async Task<JsonObject> RegisterAsync(CancellationToken cancellationToken)
    {
        string? lastProblem = null;
        for (var attempt = 0; ; attempt++)
        {
            var (node, problem) = await TryAsync(cancellationToken).ConfigureAwait(false);
            if (node is not null)
            {
                identity.Found(JsonRead.Text(node["metadata"], "uid"));
                return node;
            }

            if (problem != lastProblem)
            {
                lastProblem = problem;
                Log.NotRegistered(logger, metadata.Name, problem ?? string.Empty);
            }

            await retries.WaitAsync(attempt, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<(JsonObject? Node, string? Problem)> TryAsync(CancellationToken cancellationToken)
    {
        // The first time the node is most likely new, later it is most likely there: the likelier question first.
        if (identity.Uid is not null)
        {
            var (found, isMissing, problem) = await FindAsync(cancellationToken).ConfigureAwait(false);
            if (!isMissing)
            {
                return (found, problem);
            }
        }

        var status = await statuses.ReadAsync(cancellationToken).ConfigureAwait(false);
        var created = await calls.WriteAsync(
            CallKind.Node, resources.Node, Operations.Insert, metadata.NewNode(status), default, cancellationToken).ConfigureAwait(false);
        if (created.Status == CallStatus.Ok && HasUid(created.Object))
        {
            Log.Registered(logger, metadata.Name);
            return (created.Object, null);
        }

        if (created.Status is CallStatus.Ok or CallStatus.Conflict)
        {
            var (found, _, problem) = await FindAsync(cancellationToken).ConfigureAwait(false);
            return (found, problem);
        }

        return (null, created.Error);
    }

    private async ValueTask<(JsonObject? Node, bool IsMissing, string? Problem)> FindAsync(CancellationToken cancellationToken)
    {
        var answer = await calls.QueryAsync(CallKind.Node, resources.Node, default, cancellationToken).ConfigureAwait(false);
        if (answer.Status != CallStatus.Ok || answer.Object is not { } node || !HasUid(node))
        {
            return (null, answer.Status == CallStatus.NotFound, answer.Error ?? "the answer holds no node");
        }

        if (metadata.Missing(node) is { } patch)
        {
            var patched = await calls.PatchAsync(
                CallKind.Node, resources.NodePatch, patch, default, cancellationToken).ConfigureAwait(false);
            if (patched.Status != CallStatus.Ok)
            {
                return (null, patched.Status == CallStatus.NotFound, patched.Error);
            }
        }

        return (node, false, null);
    }

    private static bool HasUid(JsonObject? node) => JsonRead.Text(node?["metadata"], "uid").Length > 0;
}

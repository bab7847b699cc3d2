using System.Text.Json.Nodes;
using KubeEdge.NodeAgent.Cloud;
using KubeEdge.NodeAgent.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>
/// Keeps the Node registered and its status up to date while a link lasts. Only the status of now is ever sent; what changed while the
/// node was offline is told by the first report afterwards.
/// </summary>
internal sealed partial class NodeReporter(
    NodeRegistrar registrar,
    CloudCalls calls,
    NodeResources resources,
    NodeStatusSource statuses,
    ConditionBook book,
    NodeIdentity identity,
    RetrySchedule retries,
    IOptions<NodeAgentOptions> options,
    TimeProvider timeProvider,
    ILogger<NodeReporter> logger)
{
    private string? _lastProblem;

    public async Task RunAsync(CancellationToken ended)
    {
        while (true)
        {
            book.Adopt(await registrar.RegisterAsync(ended).ConfigureAwait(false));
            await ReportAsync(ended).ConfigureAwait(false);
        }
    }

    /// <summary>Reports until the Node seems to be gone.</summary>
    private async Task ReportAsync(CancellationToken ended)
    {
        string? sent = null;
        long sentAt = 0;
        for (var failures = 0; ;)
        {
            var status = await statuses.ReadAsync(ended).ConfigureAwait(false);
            if (status.Essence != sent || timeProvider.GetElapsedTime(sentAt) >= options.Value.StatusReportInterval)
            {
                var result = await calls.PatchAsync(
                    CallKind.Status, resources.NodePatch, Patch(status), default, ended).ConfigureAwait(false);
                switch (result.Status)
                {
                    case CallStatus.Ok:
                        (sent, sentAt, failures, _lastProblem) = (status.Essence, timeProvider.GetTimestamp(), 0, null);
                        break;
                    case CallStatus.NotFound:
                        return;
                    default:
                        LogOnce(result.Error);
                        await retries.WaitAsync(failures++, ended).ConfigureAwait(false);
                        continue;
                }
            }

            var pause = Task.Delay(options.Value.StatusInterval, timeProvider, ended);
            await Task.WhenAny(pause, identity.Doubted).ConfigureAwait(false);
            ended.ThrowIfCancellationRequested();
            if (identity.Doubted.IsCompleted)
            {
                return;
            }
        }
    }

    private static JsonObject Patch(NodeStatus status)
    {
        var value = (JsonObject)status.Value.DeepClone();

        // Addresses merge by type: without this an address that is gone would stay.
        (value["addresses"] as JsonArray)?.Add((JsonNode)new JsonObject { ["$patch"] = "replace" });
        return new JsonObject { ["status"] = value };
    }

    private void LogOnce(string? problem)
    {
        if (problem != _lastProblem)
        {
            _lastProblem = problem;
            Log.NotReported(logger, problem ?? string.Empty);
        }
    }
}

using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub;
using KubeEdge.NodeAgent.Cloud;
using KubeEdge.NodeAgent.Nodes;
using KubeEdge.NodeAgent.Sessions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.NodeAgent.Leases;

/// <summary>
/// Renews the node's lease while a link lasts, every quarter of its duration, on a timer of its own: nothing else that the node has to
/// tell can delay it. A renewal that fails is never caught up with; the next one is as good.
/// </summary>
internal sealed partial class LeaseKeeper(
    CloudCalls calls,
    NodeResources resources,
    NodeIdentity identity,
    RetrySchedule retries,
    IOptions<EdgeHubOptions> hub,
    IOptions<NodeAgentOptions> options,
    TimeProvider timeProvider,
    ILogger<LeaseKeeper> logger)
{
    private bool _isLate;
    private long _lastSuccess;
    private volatile bool _hasSucceeded;

    /// <summary>How long ago it was renewed; null when it never was.</summary>
    public TimeSpan? SinceRenewal => _hasSucceeded ? timeProvider.GetElapsedTime(Volatile.Read(ref _lastSuccess)) : null;

    private TimeSpan Interval => options.Value.LeaseDuration / 4;

    public async Task RunAsync(CancellationToken ended)
    {
        await identity.WaitAsync(ended).ConfigureAwait(false);
        JsonObject? lease = null;
        for (var failures = 0; ;)
        {
            var started = timeProvider.GetTimestamp();
            var result = await RenewAsync(lease, ended).ConfigureAwait(false);
            lease = result.Object;
            Account(result);
            if (result.Status != CallStatus.Ok)
            {
                await retries.WaitAsync(failures++, ended).ConfigureAwait(false);
                continue;
            }

            failures = 0;
            NoteSuccess();
            var left = Interval - timeProvider.GetElapsedTime(started);
            if (left > TimeSpan.Zero)
            {
                await Task.Delay(left, timeProvider, ended).ConfigureAwait(false);
            }
        }
    }

    /// <summary>One renewal. The result holds the lease as the cloud has it now, or nothing when it must be asked for again.</summary>
    private async ValueTask<CallResult> RenewAsync(JsonObject? lease, CancellationToken ended)
    {
        var isOld = lease is not null;
        if (lease is null)
        {
            var found = await calls.QueryAsync(CallKind.Lease, resources.Lease, Interval, ended).ConfigureAwait(false);
            if (found.Status == CallStatus.NotFound)
            {
                return Whole(await WriteAsync(Operations.Insert, New(), ended).ConfigureAwait(false));
            }

            if (found is not { Status: CallStatus.Ok, Object: { } current })
            {
                return Whole(found with { Object = null });
            }

            lease = current;
        }

        var renewed = LeaseDocument.Renewed(
            lease, hub.Value.NodeName, identity.Uid ?? string.Empty, options.Value.LeaseDuration, timeProvider.GetUtcNow());
        var result = await WriteAsync(Operations.Update, renewed, ended).ConfigureAwait(false);
        if (result.Status == CallStatus.NotFound && isOld)
        {
            // Leases go with their node.
            identity.Doubt();
        }

        return Whole(result);
    }

    /// <summary>
    /// After a gap that long the cloud may hold the node to be lost, and only a report, not a lease, tells it otherwise.
    /// </summary>
    private void NoteSuccess()
    {
        if (SinceRenewal > 3 * Interval)
        {
            identity.Doubt();
        }

        Volatile.Write(ref _lastSuccess, timeProvider.GetTimestamp());
        _hasSucceeded = true;
    }

    private JsonObject New() =>
        LeaseDocument.New(hub.Value.NodeName, identity.Uid ?? string.Empty, options.Value.LeaseDuration, timeProvider.GetUtcNow());

    private ValueTask<CallResult> WriteAsync(string operation, JsonObject lease, CancellationToken ended) =>
        calls.WriteAsync(CallKind.Lease, resources.Lease, operation, lease, Interval, ended);

    /// <summary>Only a success has a lease to go on with: beside an error the original sends an empty one.</summary>
    private static CallResult Whole(CallResult result) => result.Status == CallStatus.Ok ? result : result with { Object = null };

    private void Account(in CallResult result)
    {
        var isLate = result.Status is not (CallStatus.Ok or CallStatus.Conflict or CallStatus.NotFound);
        if (isLate && !_isLate)
        {
            Log.NotRenewed(logger, result.Error ?? result.Status.ToString());
        }
        else if (_isLate && result.Status == CallStatus.Ok)
        {
            Log.RenewedAgain(logger);
        }

        _isLate = isLate || (_isLate && result.Status != CallStatus.Ok);
    }
}

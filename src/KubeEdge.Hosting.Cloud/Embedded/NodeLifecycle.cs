using System.Text.Json.Nodes;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Cloud.Embedded;

/// <summary>
/// What the node controller of a cluster does and an API alone does not: a node that has renewed neither its lease nor its status for 40 s
/// is no longer Ready, and the lease of a node that was deleted goes too.
/// </summary>
internal sealed partial class NodeLifecycle(KubeClient client, TimeProvider timeProvider, ILogger<NodeLifecycle> logger) : BackgroundService
{
    private const string LeaseNamespace = "kube-node-lease";

    /// <summary>The defaults of a cluster's node controller.</summary>
    private static readonly TimeSpan _grace = TimeSpan.FromSeconds(40);
    private static readonly TimeSpan _interval = TimeSpan.FromSeconds(5);

    private readonly NodeHealthTable _health = new(_grace, timeProvider);
    private readonly Dictionary<string, NodeConditions> _conditions = new(StringComparer.Ordinal);
    private readonly ResourceType _nodeType = TypeOf(string.Empty, "nodes");
    private readonly ResourceType _leaseType = TypeOf("coordination.k8s.io", "leases");

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var nodes = new Informer(client, _nodeType, null, timeProvider, logger);
        var leases = new Informer(client, _leaseType, LeaseNamespace, timeProvider, logger);
        await Task.WhenAll(
            FollowAsync(nodes, stoppingToken),
            FollowAsync(leases, stoppingToken),
            CheckAsync(nodes, leases, stoppingToken)).ConfigureAwait(false);
    }

    /// <summary>The caches are looked at in turn; single changes do not matter. Nothing is judged by one that is not complete.</summary>
    private async Task FollowAsync(Informer informer, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await foreach (var _ in informer.RunAsync(stopping).ConfigureAwait(false))
                {
                }
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Left to itself it would be seen when the host stops, and nobody would look after the nodes until then.
                Log.FollowFailed(logger, fault, informer.Type, _interval.TotalSeconds);
            }

            await Task.Delay(_interval, timeProvider, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task CheckAsync(Informer nodes, Informer leases, CancellationToken stopping)
    {
        try
        {
            while (true)
            {
                await Task.Delay(_interval, timeProvider, stopping).ConfigureAwait(false);
                if (nodes.IsSynced && leases.IsSynced)
                {
                    await CheckOnceAsync(nodes, leases, stopping).ConfigureAwait(false);
                }
            }
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task CheckOnceAsync(Informer nodes, Informer leases, CancellationToken stopping)
    {
        try
        {
            await CheckNodesAsync(nodes, leases, stopping).ConfigureAwait(false);
            await CheckLeasesAsync(nodes, leases, stopping).ConfigureAwait(false);
        }
        catch (Exception fault) when (!stopping.IsCancellationRequested)
        {
            // One object that nobody expected must not end the watch over all nodes, nor the process.
            Log.CheckFailed(logger, fault);
        }
    }

    private async Task CheckNodesAsync(Informer nodes, Informer leases, CancellationToken stopping)
    {
        var present = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in nodes.Snapshot())
        {
            present.Add(node.Uid);
            var conditions = ConditionsOf(node);
            var renewed = leases.TryGet(_leaseType.Key(LeaseNamespace, node.Name), out var lease) ? lease.GetField("spec.renewTime") : null;
            if (_health.IsSilent(node.Uid, $"{renewed} {conditions.Heartbeat}") && !conditions.IsLost)
            {
                await LoseAsync(node, conditions, stopping).ConfigureAwait(false);
            }
        }

        _health.KeepOnly(present);
        foreach (var uid in _conditions.Keys.Where(uid => !present.Contains(uid)).ToArray())
        {
            _conditions.Remove(uid);
        }
    }

    private async Task LoseAsync(KubeObject node, NodeConditions conditions, CancellationToken stopping)
    {
        var result = await client.PatchAsync(
            _nodeType,
            null,
            node.Name,
            PatchKind.Strategic,
            conditions.LostPatch(timeProvider.GetUtcNow()),
            new KubePatchOptions { Subresource = "status" },
            stopping).ConfigureAwait(false);
        if (result.IsSuccess)
        {
            Log.Lost(logger, node.Name, _grace);
        }
        else if (result.Error is { Reason: not (StatusReasons.Conflict or StatusReasons.NotFound) } error)
        {
            Log.NotMarked(logger, node.Name, error);
        }
    }

    /// <summary>Leases belong to their nodes; nobody else collects them here.</summary>
    private async Task CheckLeasesAsync(Informer nodes, Informer leases, CancellationToken stopping)
    {
        foreach (var lease in leases.Snapshot())
        {
            if (nodes.TryGet(_nodeType.Key(null, lease.Name), out _) || !BelongsToNode(lease))
            {
                continue;
            }

            var result = await client.DeleteAsync(
                _leaseType,
                LeaseNamespace,
                lease.Name,
                new KubeDeleteOptions { Uid = lease.Uid, ResourceVersion = lease.ResourceVersion },
                stopping).ConfigureAwait(false);
            if (result.IsSuccess)
            {
                Log.LeaseRemoved(logger, lease.Name);
            }
        }
    }

    private NodeConditions ConditionsOf(KubeObject node)
    {
        if (!_conditions.TryGetValue(node.Uid, out var conditions) || conditions.ResourceVersion != node.ResourceVersion)
        {
            _conditions[node.Uid] = conditions = NodeConditions.Read(node);
        }

        return conditions;
    }

    private static bool BelongsToNode(KubeObject lease) =>
        lease.ToNode()["metadata"]?["ownerReferences"] is JsonArray owners
        && owners.Any(owner => NodeConditions.Text(owner, "kind") == "Node");

    private static ResourceType TypeOf(string group, string plural) => ResourceTable.Default.TryGetByPlural(group, plural, out var type)
        ? type
        : throw new InvalidOperationException($"The resource table has no {plural}.");
}

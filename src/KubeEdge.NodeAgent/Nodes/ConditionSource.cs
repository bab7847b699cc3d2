using KubeEdge.EdgeHub.Connections;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent.Machine;
using KubeEdge.NodeAgent.Pods;

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>Finds out how the node is. Reasons and messages of the usual conditions are those of the original.</summary>
internal sealed class ConditionSource(
    IMachine machine, IEdgeLinkState link, IMetaStore store, PodBacklog backlog, TimeProvider timeProvider)
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    // Only for the version that comes with it; a node's store holds one node at most.
    private static readonly ResourceQuery _anything = new(string.Empty, "nodes");

    public async ValueTask<IReadOnlyList<NodeCondition>> ReadAsync(CancellationToken cancellationToken)
    {
        var pressure = machine.ReadPressure();
        return
        [
            Pressure(ConditionNames.MemoryPressure, pressure.Memory, "Memory", "memory available"),
            pressure.Disk
                ? new NodeCondition(ConditionNames.DiskPressure, true, "KubeletHasDiskPressure", "kubelet has disk pressure")
                : new NodeCondition(ConditionNames.DiskPressure, false, "KubeletHasNoDiskPressure", "kubelet has no disk pressure"),
            Pressure(ConditionNames.PidPressure, pressure.Processes, "PID", "PID available"),
            new NodeCondition(ConditionNames.Ready, true, "EdgeReady", "edge is posting ready status"),
            Link(),
            await SyncedAsync(cancellationToken).ConfigureAwait(false),
        ];
    }

    private static NodeCondition Pressure(string type, bool isShort, string what, string of) => isShort
        ? new NodeCondition(type, true, $"KubeletHasInsufficient{what}", $"kubelet has insufficient {of}")
        : new NodeCondition(type, false, $"KubeletHasSufficient{what}", $"kubelet has sufficient {of}");

    private NodeCondition Link()
    {
        var status = link.Current;
        var condition = status.IsConnected
            ? new NodeCondition(ConditionNames.EdgeLink, true, "Connected", $"linked to the cloud since {KubeTime.Seconds(status.Since)}")
            : new NodeCondition(ConditionNames.EdgeLink, false, "Disconnected", status.Detail ?? "not linked to the cloud");
        return condition with { Since = status.Since };
    }

    private async ValueTask<NodeCondition> SyncedAsync(CancellationToken cancellationToken)
    {
        var health = store.Health;
        if (health.Status != StoreStatus.Ready)
        {
            return new NodeCondition(
                ConditionNames.EdgeSynced, false, $"Store{health.Status}", health.Reason ?? "the store does not take what the cloud sends");
        }

        var version = (await store.SnapshotAsync(_anything, cancellationToken).ConfigureAwait(false)).ResourceVersion;
        var (count, since) = backlog.Current;
        var waited = count == 0 ? TimeSpan.Zero : timeProvider.GetUtcNow() - since;
        var damage = health.DamageCount == 0 ? string.Empty : $"; {health.DamageCount} damaged entries were set aside";
        var message = count == 0
            ? $"holds resource version {version}, no report waits{damage}"
            : $"holds resource version {version}, {count} pod reports wait, the oldest for {(long)waited.TotalSeconds} s{damage}";
        return waited > _patience
            ? new NodeCondition(ConditionNames.EdgeSynced, false, "ReportsWaiting", message) { MessageCounts = false }
            : new NodeCondition(ConditionNames.EdgeSynced, true, "Synced", message) { MessageCounts = false };
    }
}

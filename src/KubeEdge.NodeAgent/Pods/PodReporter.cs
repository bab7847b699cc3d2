using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent.Diagnostics;
using KubeEdge.NodeAgent.Sessions;

namespace KubeEdge.NodeAgent.Pods;

/// <summary>
/// Follows the pods of the store while a link lasts and tells the cloud about those that nothing here runs. Each connection begins with
/// all of them as they are then.
/// </summary>
internal sealed class PodReporter(
    IMetaStore store, PodDuties duties, PodBacklog backlog, RetrySchedule retries, NodeAgentMetrics metrics, TimeProvider timeProvider)
{
    private static readonly ResourceQuery _pods = new(string.Empty, "pods");

    public async Task RunAsync(CancellationToken ended)
    {
        using var pending = new PendingPods(backlog, retries, metrics, timeProvider);
        await TaskGroup.RunAsync([stop => FollowAsync(pending, stop), stop => SettleAsync(pending, stop)], ended).ConfigureAwait(false);
    }

    private async Task FollowAsync(PendingPods pending, CancellationToken ended)
    {
        while (true)
        {
            var snapshot = await store.SnapshotAsync(_pods, ended).ConfigureAwait(false);
            await duties.ForgetOthersAsync(snapshot.Objects, ended).ConfigureAwait(false);
            foreach (var pod in snapshot.Objects)
            {
                Consider(pending, pod);
            }

            await foreach (var change in store.WatchAsync(WatchStart.AtRevision(snapshot.Revision), _pods, ended).ConfigureAwait(false))
            {
                if (change is { Kind: StoreEventKind.Deleted, Object: { } gone })
                {
                    pending.Remove(gone.Key);
                    await duties.ForgetAsync(gone.Key, ended).ConfigureAwait(false);
                }
                else if (change.Object is { } pod)
                {
                    Consider(pending, pod);
                }
            }

            // Too old, or the store is closing: once more from the start.
            ended.ThrowIfCancellationRequested();
            await retries.WaitAsync(0, ended).ConfigureAwait(false);
        }
    }

    private void Consider(PendingPods pending, StoredObject pod)
    {
        if (duties.IsOurs(pod))
        {
            pending.Set(pod);
        }
        else
        {
            pending.Remove(pod.Key);
        }
    }

    private async Task SettleAsync(PendingPods pending, CancellationToken ended)
    {
        while (true)
        {
            var next = await pending.NextAsync(ended).ConfigureAwait(false);
            pending.Settle(next, await duties.HandleAsync(next.Pod, ended).ConfigureAwait(false));
        }
    }
}

using System.Threading.Channels;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Prefetch;

/// <summary>What the pods of this node need, kept up to date from the store.</summary>
internal sealed class PodNeeds(IMetaStore store, PodNeedReader reader)
{
    private static readonly ResourceQuery _pods = new(string.Empty, "pods");

    private readonly Lock _gate = new();
    private Dictionary<ResourceKey, IReadOnlyList<PodNeed>> _byPod = [];

    private readonly TaskCompletionSource _known = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends when the pods have been read once.</summary>
    public Task Known => _known.Task;

    /// <summary>Follows the pods until cancelled, and rings <paramref name="bell"/> after each change.</summary>
    public async Task FollowAsync(ChannelWriter<bool> bell, CancellationToken cancellationToken)
    {
        while (true)
        {
            var snapshot = await store.SnapshotAsync(_pods, cancellationToken).ConfigureAwait(false);
            Reset(snapshot.Objects);
            _known.TrySetResult();
            bell.TryWrite(true);

            // Ends when the log no longer holds what comes next; then from the beginning.
            var changes = store.WatchAsync(WatchStart.AtRevision(snapshot.Revision), _pods, cancellationToken);
            await foreach (var change in changes.ConfigureAwait(false))
            {
                if (change.Object is { } pod)
                {
                    Apply(pod, change.Kind == StoreEventKind.Deleted);
                    bell.TryWrite(true);
                }
            }
        }
    }

    /// <summary>Everything that any pod needs, by id.</summary>
    public Dictionary<string, PodNeed> Collect()
    {
        var all = new Dictionary<string, PodNeed>(StringComparer.Ordinal);
        lock (_gate)
        {
            foreach (var needs in _byPod.Values)
            {
                foreach (var need in needs)
                {
                    all.TryAdd(need.Id, need);
                }
            }
        }

        return all;
    }

    private void Reset(IReadOnlyList<StoredObject> pods)
    {
        // Read first, exchanged at once: who collects in between would take what is not read yet for needed by nobody.
        var byPod = new Dictionary<ResourceKey, IReadOnlyList<PodNeed>>();
        foreach (var pod in pods)
        {
            if (NeedsOf(pod) is { Count: > 0 } needs)
            {
                byPod.Add(pod.Key, needs);
            }
        }

        lock (_gate)
        {
            _byPod = byPod;
        }
    }

    // A pod that somebody only looked at needs nothing here.
    private IReadOnlyList<PodNeed> NeedsOf(StoredObject pod) => pod.Origin == ObjectOrigin.Desired ? reader.Read(pod.Json) : [];

    private void Apply(StoredObject pod, bool deleted)
    {
        var needs = deleted ? [] : NeedsOf(pod);
        lock (_gate)
        {
            if (needs.Count > 0)
            {
                _byPod[pod.Key] = needs;
            }
            else
            {
                _byPod.Remove(pod.Key);
            }
        }
    }
}

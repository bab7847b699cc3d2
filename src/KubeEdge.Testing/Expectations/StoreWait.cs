using System.Text;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore;

namespace KubeEdge.Testing.Expectations;

/// <summary>Waits for one object of a store to be as expected, by the store's watch.</summary>
internal sealed class StoreWait(IMetaReader store, ResourceKey key, Func<KubeObject?, bool> holds, string expectation)
{
    private KubeObject? _last;

    public async Task<KubeObject?> WaitAsync(TimeSpan? timeout, CancellationToken cancellationToken)
    {
        // The first look has no deadline: what is there is seen, and said, however short the wait.
        var stored = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
        return Holds(stored) ? _last : await Patience.WaitAsync(WatchAsync, timeout, Explain, cancellationToken).ConfigureAwait(false);
    }

    private async Task<KubeObject?> WatchAsync(CancellationToken cancellationToken)
    {
        var query = new ResourceQuery(key.Group, key.Resource, key.Namespace);
        while (true)
        {
            // It starts with the call, before the look: no change falls in between.
            var changes = store.WatchAsync(WatchStart.Now, query, cancellationToken);
            var stored = await store.GetAsync(key, cancellationToken).ConfigureAwait(false);
            if (Holds(stored) || await HoldsOnceAsync(changes).ConfigureAwait(false))
            {
                return _last;
            }
        }
    }

    /// <summary>False when the watch has to begin again.</summary>
    private async Task<bool> HoldsOnceAsync(IAsyncEnumerable<StoreEvent> changes)
    {
        await foreach (var change in changes.ConfigureAwait(false))
        {
            if (change.Kind == StoreEventKind.TooOld)
            {
                return false;
            }

            if (change.Object?.Key == key && Holds(change.Kind == StoreEventKind.Deleted ? null : change.Object))
            {
                return true;
            }
        }

        throw new ExpectationException($"The store was closed: {Explain()}");
    }

    private bool Holds(StoredObject? stored)
    {
        _last = stored is null ? null : KubeObject.Parse(stored.Json);
        return holds(_last);
    }

    private string Explain()
    {
        var held = _last is null ? "there is no such object" : $"it is {Encoding.UTF8.GetString(_last.Json.Span)}";
        return $"{key} {expectation}; {held}";
    }
}

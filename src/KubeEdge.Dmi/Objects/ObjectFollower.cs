using KubeEdge.MetaStore;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Dmi.Objects;

/// <summary>
/// Follows the objects of one kind in the store. Each start begins with all of them; what mappers were told is stored, so only what changed
/// in between has an effect, and nothing is missed however long this was down.
/// </summary>
internal sealed partial class ObjectFollower(IMetaStore store, Catalog catalog, TimeProvider time, ILogger<ObjectFollower> logger)
{
    private static readonly TimeSpan _pause = TimeSpan.FromSeconds(1);

    public async Task RunAsync(DmiKind kind, CancellationToken stopping)
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                await FollowAsync(kind, stopping).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (stopping.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception)
            {
                Log.Failed(logger, exception, kind);
            }

            // Too old, or the store is closing: once more from the start.
            await Task.Delay(_pause, time, stopping).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task FollowAsync(DmiKind kind, CancellationToken stopping)
    {
        var query = ObjectNames.Query(kind);
        var snapshot = await store.SnapshotAsync(query, stopping).ConfigureAwait(false);
        var present = new HashSet<DmiKey>();
        foreach (var stored in snapshot.Objects.Where(static stored => stored.Origin == ObjectOrigin.Desired))
        {
            if (Put(kind, stored))
            {
                present.Add(ObjectNames.KeyOf(kind, stored.Key));
            }
        }

        catalog.RemoveOthers(kind, present);
        catalog.MarkLoaded(kind);
        await foreach (var change in store.WatchAsync(WatchStart.AtRevision(snapshot.Revision), query, stopping).ConfigureAwait(false))
        {
            if (change.Object is not { Origin: ObjectOrigin.Desired } stored)
            {
                continue;
            }

            if (change.Kind == StoreEventKind.Deleted || !Put(kind, stored))
            {
                catalog.Remove(ObjectNames.KeyOf(kind, stored.Key));
            }
        }
    }

    /// <summary>False when it is no object that a mapper could be told of.</summary>
    private bool Put(DmiKind kind, StoredObject stored)
    {
        var key = ObjectNames.KeyOf(kind, stored.Key);
        if (!ObjectReader.TryParse(stored.Json, out var document))
        {
            Log.Unreadable(logger, key);
            return false;
        }

        using (document)
        {
            if (kind == DmiKind.Device)
            {
                catalog.PutDevice(key, ObjectReader.EntryOf(document.RootElement));
            }
            else
            {
                catalog.PutModel(key, ObjectReader.ProtocolOf(document.RootElement));
            }
        }

        return true;
    }
}

using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore;

/// <summary>Reading side of the store. All members can be called at any time from any thread; none waits for a writer.</summary>
public interface IMetaReader
{
    /// <summary>The revision of the newest commit that reads can see. Never goes back, not even across restarts.</summary>
    long Revision { get; }

    /// <summary>Reads one object.</summary>
    /// <param name="key">Which one.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    /// <returns>The object, or null when there is none or the stored bytes are damaged (see <see cref="IMetaStore.Health"/>).</returns>
    ValueTask<StoredObject?> GetAsync(ResourceKey key, CancellationToken cancellationToken = default);

    /// <summary>
    /// Reads objects page by page, ordered by namespace and name. Each page is consistent, the whole need not be: for that there is
    /// <see cref="SnapshotAsync"/>.
    /// </summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    IAsyncEnumerable<StoredObject> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default);

    /// <summary>Reads all objects of a query as they stood at one revision.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    ValueTask<StoreSnapshot> SnapshotAsync(ResourceQuery query, CancellationToken cancellationToken = default);

    /// <summary>
    /// Lists which objects of one origin the store holds in which versions, of all types, as they stood at one revision. Every document is
    /// verified on the way and not kept.
    /// </summary>
    /// <param name="origin">Why the objects are stored.</param>
    /// <param name="cancellationToken">Stops the read.</param>
    ValueTask<InventorySnapshot> InventoryAsync(ObjectOrigin origin, CancellationToken cancellationToken = default);

    /// <summary>
    /// Yields every change after <paramref name="from"/>, each once, in order, without gaps, until cancelled, too old or closed. A reader
    /// that is
    /// slow
    /// delays nobody; when the log no longer holds what comes next for it, it gets <see cref="StoreEventKind.TooOld"/> and the watch ends.
    /// The start is fixed when this method is called, not when the enumeration begins.
    /// </summary>
    /// <param name="from">Where to begin.</param>
    /// <param name="query">Which objects. With selectors, entering the selection is Added and leaving it is Deleted.</param>
    /// <param name="cancellationToken">Ends the watch.</param>
    IAsyncEnumerable<StoreEvent> WatchAsync(WatchStart from, ResourceQuery query, CancellationToken cancellationToken = default);
}

using System.Text.Json.Serialization.Metadata;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.Testing;

/// <summary>A real store behind a test's own: passes everything on, but what the test overrides.</summary>
internal abstract class StoreBehind(IMetaStore store) : IMetaStore
{
    protected IMetaStore Store => store;

    public long Revision => store.Revision;

    public StoreHealth Health => store.Health;

    public virtual ValueTask<CommitResult> CommitAsync(
        StoreBatch batch, Durability durability, CancellationToken cancellationToken = default) =>
        store.CommitAsync(batch, durability, cancellationToken);

    public virtual ValueTask<StoredObject?> GetAsync(ResourceKey key, CancellationToken cancellationToken = default) =>
        store.GetAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default) =>
        store.ListAsync(query, cancellationToken);

    public ValueTask<StoreSnapshot> SnapshotAsync(ResourceQuery query, CancellationToken cancellationToken = default) =>
        store.SnapshotAsync(query, cancellationToken);

    public ValueTask<InventorySnapshot> InventoryAsync(ObjectOrigin origin, CancellationToken cancellationToken = default) =>
        store.InventoryAsync(origin, cancellationToken);

    public IAsyncEnumerable<StoreEvent> WatchAsync(WatchStart from, ResourceQuery query, CancellationToken cancellationToken = default) =>
        store.WatchAsync(from, query, cancellationToken);

    public ValueTask<CommitResult> AdvanceCursorAsync(string name, long revision, CancellationToken cancellationToken = default) =>
        store.AdvanceCursorAsync(name, revision, cancellationToken);

    public IRecordSet<T> Records<T>(string name, JsonTypeInfo<T> type) => store.Records(name, type);

    public IDurableQueue Queue(string name, QueueLimits limits) => store.Queue(name, limits);

    public virtual void Dispose() => store.Dispose();

    public virtual ValueTask DisposeAsync() => store.DisposeAsync();
}

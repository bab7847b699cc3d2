using System.Text.Json.Serialization.Metadata;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.DeviceTwin.Tests.Fakes;

/// <summary>A store that cannot write while the test says so, as with a full or locked disk.</summary>
internal sealed class FlakyStore(IMetaStore inner) : IMetaStore
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public bool IsBroken { get; set; }

    /// <summary>Ends at the next commit that is refused.</summary>
    public Task Refused
    {
        get
        {
            lock (_gate)
            {
                return _refused.Task;
            }
        }
    }

    public StoreHealth Health => inner.Health;

    public long Revision => inner.Revision;

    public ValueTask<CommitResult> CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellationToken = default)
    {
        if (!IsBroken)
        {
            return inner.CommitAsync(batch, durability, cancellationToken);
        }

        lock (_gate)
        {
            var refused = _refused;
            _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);
            refused.SetResult();
        }

        return new(new CommitResult(CommitStatus.Unavailable));
    }

    public ValueTask<CommitResult> AdvanceCursorAsync(string name, long revision, CancellationToken cancellationToken = default) =>
        inner.AdvanceCursorAsync(name, revision, cancellationToken);

    public IRecordSet<T> Records<T>(string name, JsonTypeInfo<T> type) => inner.Records(name, type);

    public IDurableQueue Queue(string name, QueueLimits limits) => inner.Queue(name, limits);

    public ValueTask<StoredObject?> GetAsync(ResourceKey key, CancellationToken cancellationToken = default) =>
        inner.GetAsync(key, cancellationToken);

    public IAsyncEnumerable<StoredObject> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default) =>
        inner.ListAsync(query, cancellationToken);

    public ValueTask<StoreSnapshot> SnapshotAsync(ResourceQuery query, CancellationToken cancellationToken = default) =>
        inner.SnapshotAsync(query, cancellationToken);

    public ValueTask<InventorySnapshot> InventoryAsync(ObjectOrigin origin, CancellationToken cancellationToken = default) =>
        inner.InventoryAsync(origin, cancellationToken);

    public IAsyncEnumerable<StoreEvent> WatchAsync(WatchStart from, ResourceQuery query, CancellationToken cancellationToken = default) =>
        inner.WatchAsync(from, query, cancellationToken);

    public ValueTask DisposeAsync() => inner.DisposeAsync();

    public void Dispose() => inner.Dispose();
}

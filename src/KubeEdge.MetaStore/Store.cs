using System.Collections.Concurrent;
using System.Text.Json.Serialization.Metadata;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Diagnostics;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Objects;
using KubeEdge.MetaStore.Queues;
using KubeEdge.MetaStore.Reading;
using KubeEdge.MetaStore.Records;
using KubeEdge.MetaStore.Watching;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore;

/// <summary>The open store: hands every call to the part that does it.</summary>
internal sealed class Store : IMetaStore
{
    private readonly StoreParts _parts;
    private readonly CancellationTokenSource _closing = new();
    private readonly Watch _watch;
    private readonly EventFeed _feed;
    private int _closed;

    public Store(StoreParts parts)
    {
        _parts = parts;
        _feed = new EventFeed(parts.Readers, parts.Events, parts.Publisher, parts.Options.EventCacheBytes);
        _watch = new Watch(_feed, parts.Signal, parts.Metrics, _closing.Token);
        parts.Metrics.Observe(
            () => parts.Events.Count,
            () => parts.Events.Bytes,
            () => parts.Writer.Waiting,
            () => parts.Queues.Values.Sum(static queue => queue.Committed.Count),
            () => parts.Queues.Values.Sum(static queue => queue.Committed.Bytes));
    }

    public long Revision => _parts.Publisher.Revision;

    public StoreHealth Health => _parts.Health.Current;

    internal ReaderPool Readers => _parts.Readers;

    internal CommitSignal Signal => _parts.Signal;

    internal Integrity.DamageReporter Damage => _parts.Damage;

    internal CancellationToken Closing => _closing.Token;

    public ValueTask<StoredObject?> GetAsync(ResourceKey key, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (_parts.Cache.Find(key) is { } cached)
        {
            return new(cached);
        }

        var revision = _parts.Cache.Revision;
        var stored = _parts.Readers.Read(key, static (reader, wanted) => reader.Objects.Get(wanted));
        if (stored is not null)
        {
            _parts.Cache.Add(stored, revision);
        }

        return new(stored);
    }

    public IAsyncEnumerable<StoredObject> ListAsync(ResourceQuery query, CancellationToken cancellationToken = default) =>
        ObjectLister.ListAsync(_parts.Readers, query, cancellationToken);

    public async ValueTask<StoreSnapshot> SnapshotAsync(ResourceQuery query, CancellationToken cancellationToken = default)
    {
        var version = _parts.Publisher.Version;
        var (revision, objects) = ObjectLister.Snapshot(_parts.Readers, query, cancellationToken);

        await PublishedAsync(revision, cancellationToken).ConfigureAwait(false);
        return new StoreSnapshot(revision, version, objects);
    }

    public async ValueTask<InventorySnapshot> InventoryAsync(ObjectOrigin origin, CancellationToken cancellationToken = default)
    {
        var inventory = ObjectLister.Inventory(_parts.Readers, origin, cancellationToken);
        await PublishedAsync(inventory.Revision, cancellationToken).ConfigureAwait(false);
        return inventory;
    }

    public IAsyncEnumerable<StoreEvent> WatchAsync(WatchStart from, ResourceQuery query, CancellationToken cancellationToken = default) =>
        _watch.RunAsync(Resolve(from), query, cancellationToken);

    public ValueTask<CommitResult> CommitAsync(StoreBatch batch, Durability durability, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(batch);
        cancellationToken.ThrowIfCancellationRequested();
        batch.Take();
        if (batch.LargestValue > _parts.Options.MaxValueBytes || batch.Bytes > _parts.Options.MaxBatchBytes)
        {
            return new(new CommitResult(CommitStatus.TooLarge, Revision));
        }

        return _closed != 0
            ? new(new CommitResult(CommitStatus.Closed, Revision))
            : _parts.Writer.SubmitAsync(batch, durability, cancellationToken);
    }

    public ValueTask<CommitResult> AdvanceCursorAsync(string name, long revision, CancellationToken cancellationToken = default)
    {
        var batch = new StoreBatch();
        batch.AdvanceCursor(name, revision);
        return CommitAsync(batch, Durability.Normal, cancellationToken);
    }

    public IRecordSet<T> Records<T>(string name, JsonTypeInfo<T> type)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(type);
        return new RecordSet<T>(this, name, type);
    }

    public IDurableQueue Queue(string name, QueueLimits limits)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(limits);
        var state = _parts.Queues.GetOrAdd(name, static key => new QueueState(key));
        state.Limits = limits;
        return new DurableQueue(this, state);
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0)
        {
            return;
        }

        _parts.Expiry.Dispose();
        _parts.Writer.Dispose();
        _closing.Cancel();
        _parts.Signal.Set();
        _parts.Readers.Dispose();
        _parts.Health.Closed();
        _parts.Metrics.Dispose();
        _parts.FileLock.Dispose();
    }

    public ValueTask DisposeAsync() => new(Task.Run(Dispose));

    // A snapshot may be a moment ahead of what watches are shown; a watch from it must not look like one from the future.
    private async ValueTask PublishedAsync(long revision, CancellationToken cancellationToken)
    {
        while (Revision < revision)
        {
            var next = _parts.Signal.Next;
            if (Revision < revision)
            {
                await next.WaitAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private long Resolve(WatchStart from)
    {
        var published = Revision;
        return from.Kind switch
        {
            WatchStartKind.Now => published,
            WatchStartKind.Revision => ResolveRevision((long)from.Number, published),
            WatchStartKind.ResourceVersion => _parts.Events.FindVersion(from.Number),
            _ => ResolveCursor(from.Name ?? string.Empty),
        };
    }

    /// <summary>A revision from the future or from a gap belongs to commits that a power cut took back.</summary>
    private long ResolveRevision(long revision, long published) =>
        revision > published || _parts.State.Current.IsInGap(revision) ? -1 : revision;

    private long ResolveCursor(string name)
    {
        var position = _parts.Readers.Read(name, static (reader, wanted) => reader.Cursors.Find(wanted));
        return position < 0 && _parts.Events.Floor == 0 ? 0 : ResolveRevision(position, long.MaxValue);
    }
}

using KubeEdge.Kubernetes.Selectors;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Watching;

public sealed class WatchTests
{
    [Fact]
    public async Task WatchAsync_FromSnapshot_SeesEveryLaterChangeInOrder()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        await store.CommitAsync(StoreFolder.Put("a"), Durability.Normal).Soon();
        var snapshot = await store.SnapshotAsync(StoreFolder.ConfigMaps);
        Assert.Equal("a", Assert.Single(snapshot.Objects).Key.Name);
        await using var events = store.WatchAsync(WatchStart.AtRevision(snapshot.Revision), StoreFolder.ConfigMaps).GetAsyncEnumerator();

        await store.CommitAsync(StoreFolder.Put("b"), Durability.Normal).Soon();
        await store.CommitAsync(StoreFolder.Put("a", 2), Durability.Normal).Soon();
        var delete = new StoreBatch();
        delete.Delete(StoreFolder.Key("a"));
        await store.CommitAsync(delete, Durability.Normal).Soon();

        var added = await events.NextAsync();
        Assert.Equal((StoreEventKind.Added, "b"), (added.Kind, added.Object!.Key.Name));
        var modified = await events.NextAsync();
        Assert.Equal(StoreEventKind.Modified, modified.Kind);
        Assert.Equal((2UL, 1UL), (modified.Object!.ResourceVersion, modified.Previous!.ResourceVersion));
        var deleted = await events.NextAsync();
        Assert.Equal((StoreEventKind.Deleted, "a"), (deleted.Kind, deleted.Object!.Key.Name));
        Assert.True(StoreFolder.Json("a").Span.SequenceEqual(deleted.Object.Json.Span));
    }

    [Fact]
    public async Task WatchAsync_BehindWhatIsKeptInMemory_MissesNothingOfACommitBesideIt()
    {
        const int watches = 2_000;
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync(configure: static options => options.EventCacheBytes = 1);
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(async () =>
        {
            for (ulong version = 1; !enough.IsCancellationRequested; version++)
            {
                await store.CommitAsync(StoreFolder.Put("a", version), Durability.Normal);
            }
        });

        for (var i = 0; i < watches; i++)
        {
            var from = Math.Max(0, store.Revision - 3);
            var seen = new List<ulong>();
            await foreach (var change in store.WatchAsync(WatchStart.AtRevision(from), StoreFolder.ConfigMaps))
            {
                seen.Add(change.Object!.ResourceVersion);
                if (seen.Count == 8)
                {
                    break;
                }
            }

            Assert.Equal(Enumerable.Range(0, seen.Count).Select(next => seen[0] + (ulong)next), seen);
        }

        await enough.CancelAsync();
        await writing.Soon();
    }

    [Fact]
    public async Task WatchAsync_StoreCloses_Ends()
    {
        using var folder = new StoreFolder();
        var store = await folder.OpenAsync();
        await using var events = store.WatchAsync(WatchStart.Now, StoreFolder.ConfigMaps).GetAsyncEnumerator();
        var next = events.MoveNextAsync().AsTask();

        await store.DisposeAsync();

        Assert.False(await next.Soon());
    }

    [Fact]
    public async Task WatchAsync_Cancelled_Throws()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        using var cancel = new CancellationTokenSource();
        await using var events = store.WatchAsync(WatchStart.Now, StoreFolder.ConfigMaps, cancel.Token).GetAsyncEnumerator(CancellationToken.None);
        var next = events.MoveNextAsync().AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => next.Soon());
    }

    [Fact]
    public async Task WatchAsync_RevisionFromTheFuture_IsTooOld()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        await using var events = store.WatchAsync(WatchStart.AtRevision(99), StoreFolder.ConfigMaps).GetAsyncEnumerator();
        Assert.Equal(StoreEventKind.TooOld, (await events.NextAsync()).Kind);
    }

    [Fact]
    public async Task WatchAsync_Selector_EnteringIsAddedAndLeavingIsDeleted()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        Assert.True(LabelSelector.TryParse("set=red", out var red, out _));
        await using var events = store.WatchAsync(WatchStart.Now, StoreFolder.ConfigMaps with { Labels = red }).GetAsyncEnumerator();
        foreach (var (label, version) in new[] { ("blue", 1UL), ("red", 2UL), ("red", 3UL), ("blue", 4UL), ("green", 5UL), ("red", 6UL) })
        {
            await store.CommitAsync(StoreFolder.Put("a", version, label: label), Durability.Normal).Soon();
        }

        var seen = new List<(StoreEventKind, ulong)>();
        for (var i = 0; i < 4; i++)
        {
            var change = await events.NextAsync();
            seen.Add((change.Kind, change.Object!.ResourceVersion));
        }

        Assert.Equal(
            [(StoreEventKind.Added, 2UL), (StoreEventKind.Modified, 3UL), (StoreEventKind.Deleted, 4UL), (StoreEventKind.Added, 6UL)], seen);
    }
}

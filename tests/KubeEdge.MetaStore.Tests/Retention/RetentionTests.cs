using KubeEdge.MetaStore.Tests.Stores;
using KubeEdge.Testing;

namespace KubeEdge.MetaStore.Tests.Retention;

public sealed class RetentionTests
{
    [Fact]
    public async Task WatchAsync_StartRetired_IsTooOldAndASnapshotHelps()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync(configure: Small);
        await PutManyAsync(store, 60);

        await using var events = store.WatchAsync(WatchStart.AtRevision(1), StoreFolder.ConfigMaps).GetAsyncEnumerator();

        Assert.Equal(StoreEventKind.TooOld, (await events.NextAsync()).Kind);
        Assert.False(await events.MoveNextAsync().Soon());
        var snapshot = await store.SnapshotAsync(StoreFolder.ConfigMaps);
        Assert.Equal(3, snapshot.Objects.Count);
        await using var later = store.WatchAsync(WatchStart.AtRevision(snapshot.Revision), StoreFolder.ConfigMaps).GetAsyncEnumerator();
        await store.CommitAsync(StoreFolder.Put("new"), Durability.Normal).Soon();
        Assert.Equal(StoreEventKind.Added, (await later.NextAsync()).Kind);
    }

    [Fact]
    public async Task WatchAsync_Cursor_HoldsItsEventsUpToTheMaximum()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync(configure: options =>
        {
            Small(options);
            options.Retention.MaxEvents = 100;
            options.EventCacheBytes = 0;
        });
        await store.CommitAsync(StoreFolder.Put("first"), Durability.Normal).Soon();
        await store.AdvanceCursorAsync("reader", 1).Soon();
        await PutManyAsync(store, 60);
        await using (var events = store.WatchAsync(WatchStart.Cursor("reader"), StoreFolder.ConfigMaps).GetAsyncEnumerator())
        {
            for (var i = 0; i < 60; i++)
            {
                Assert.Equal(i + 2, (await events.NextAsync()).Revision);
            }
        }

        await PutManyAsync(store, 200);
        await using var late = store.WatchAsync(WatchStart.Cursor("reader"), StoreFolder.ConfigMaps).GetAsyncEnumerator();
        Assert.Equal(StoreEventKind.TooOld, (await late.NextAsync()).Kind);
    }

    [Fact]
    public async Task AdvanceCursorAsync_NeverGoesBackNorAhead()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        await PutManyAsync(store, 5);
        await store.AdvanceCursorAsync("reader", 4).Soon();
        Assert.Equal(1, (await store.AdvanceCursorAsync("reader", 2).Soon()).Skipped);
        await using (var events = store.WatchAsync(WatchStart.Cursor("reader"), StoreFolder.ConfigMaps).GetAsyncEnumerator())
        {
            Assert.Equal(5, (await events.NextAsync()).Revision);
        }

        await store.AdvanceCursorAsync("reader", 1000).Soon();
        await using var after = store.WatchAsync(WatchStart.Cursor("reader"), StoreFolder.ConfigMaps).GetAsyncEnumerator();
        await store.CommitAsync(StoreFolder.Put("x"), Durability.Normal).Soon();
        Assert.Equal(6, (await after.NextAsync()).Revision);
    }

    [Fact]
    public async Task Revision_EverythingDeletedAndRetired_DoesNotGoBack()
    {
        using var folder = new StoreFolder();
        long revision;
        await using (var store = await folder.OpenAsync(configure: Small))
        {
            await PutManyAsync(store, 60);
            for (var i = 0; i < 3; i++)
            {
                var batch = new StoreBatch();
                batch.Delete(StoreFolder.Key($"object-{i}"));
                await store.CommitAsync(batch, Durability.Normal).Soon();
            }

            revision = store.Revision;
        }

        await using var again = await folder.OpenAsync(configure: options =>
        {
            options.Retention.MinEvents = 0;
            options.Retention.MaxEvents = 0;
        });
        Assert.Equal(revision, again.Revision);
        var next = await again.CommitAsync(StoreFolder.Put("x"), Durability.Normal).Soon();
        Assert.Equal(revision + 1, next.Revision);
    }

    [Fact]
    public async Task Lifetime_Ends_DeletesTheObjectWithAnEvent()
    {
        using var folder = new StoreFolder();
        var time = new ManualTimeProvider();
        await using var store = await folder.OpenAsync(time);
        var cached = new PutOptions { Origin = ObjectOrigin.Cached, Lifetime = TimeSpan.FromMinutes(5) };
        await using var events = store.WatchAsync(WatchStart.Now, StoreFolder.ConfigMaps).GetAsyncEnumerator();
        await store.CommitAsync(StoreFolder.Put("short", options: cached), Durability.Normal).Soon();
        await store.CommitAsync(StoreFolder.Put("renewed", options: cached), Durability.Normal).Soon();
        await store.CommitAsync(StoreFolder.Put("stays"), Durability.Normal).Soon();
        time.Advance(TimeSpan.FromMinutes(4));
        await store.CommitAsync(StoreFolder.Put("renewed", 2, options: cached), Durability.Normal).Soon();
        for (var i = 0; i < 4; i++)
        {
            await events.NextAsync();
        }

        time.Advance(TimeSpan.FromMinutes(2));

        var gone = await events.NextAsync();
        Assert.Equal((StoreEventKind.Deleted, "short"), (gone.Kind, gone.Object!.Key.Name));
        await time.WaitForTimerAsync();
        time.Advance(TimeSpan.FromMinutes(4));
        Assert.Equal("renewed", (await events.NextAsync()).Object!.Key.Name);
        Assert.NotNull(await store.GetAsync(StoreFolder.Key("stays")));
    }

    [Fact]
    public async Task WatchAsync_AtResourceVersion_RepeatsAtMostAndNeverSkips()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        foreach (var (name, version) in new[] { ("a", 100UL), ("b", 90UL), ("c", 120UL), ("d", 110UL) })
        {
            await store.CommitAsync(StoreFolder.Put(name, version), Durability.Normal).Soon();
        }

        Assert.Equal(["b", "c", "d"], await NamesAsync(store, 100, 3));
        Assert.Equal(["c", "d"], await NamesAsync(store, 95, 2));
        Assert.Equal(["d"], await NamesAsync(store, 120, 1));
        Assert.Equal(["d"], await NamesAsync(store, 5000, 1));
        Assert.Equal(["a", "b", "c", "d"], await NamesAsync(store, 1, 4));
        Assert.Equal(120UL, (await store.SnapshotAsync(StoreFolder.ConfigMaps)).ResourceVersion);
    }

    private static async Task<List<string>> NamesAsync(IMetaStore store, ulong version, int count)
    {
        var names = new List<string>();
        await using var events = store.WatchAsync(WatchStart.AtResourceVersion(version), StoreFolder.ConfigMaps).GetAsyncEnumerator();
        for (var i = 0; i < count; i++)
        {
            names.Add((await events.NextAsync()).Object!.Key.Name);
        }

        return names;
    }

    private static void Small(MetaStoreOptions options)
    {
        options.Retention.MinEvents = 16;
        options.Retention.MinAge = TimeSpan.Zero;
    }

    private static async Task PutManyAsync(IMetaStore store, int count)
    {
        for (var i = 0; i < count; i++)
        {
            await store.CommitAsync(StoreFolder.Put($"object-{i % 3}", (ulong)i + 1), Durability.Normal).Soon();
        }
    }
}

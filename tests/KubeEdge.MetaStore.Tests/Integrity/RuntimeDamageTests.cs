using System.Text;
using KubeEdge.MetaStore.Queues;
using KubeEdge.MetaStore.Sqlite;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Integrity;

/// <summary>Damage that appears while the store is open, made through a connection of its own.</summary>
public sealed class RuntimeDamageTests
{
    private const string BreakDemo = "UPDATE log SET value=x'7b7d' WHERE name='demo'";

    [Fact]
    public async Task GetAsync_DamagedObject_IsReportedNotServedAndComesBackWithTheResend()
    {
        using var folder = new StoreFolder();
        await using var store = await FilledAsync(folder, BreakDemo);

        Assert.Null(await store.GetAsync(StoreFolder.Key("demo")));

        var damage = Assert.Single(store.Health.Damage);
        Assert.Equal((DamageKind.Object, StoreFolder.Key("demo")), (damage.Kind, damage.Key!.Value));
        Assert.Equal("other", Assert.Single((await store.SnapshotAsync(StoreFolder.ConfigMaps)).Objects).Key.Name);

        // The cloud sends the same version again: not skipped, because it is not there.
        var again = StoreFolder.Put("demo", 5, options: new PutOptions { NewerOnly = true });
        var resend = await store.CommitAsync(again, Durability.Full).Soon();
        Assert.Equal(1, resend.Applied);
        Assert.Equal(5UL, (await store.GetAsync(StoreFolder.Key("demo")))!.ResourceVersion);
    }

    [Fact]
    public async Task Delete_OfAnObjectLostToDamage_StillBecomesAnEvent()
    {
        using var folder = new StoreFolder();
        await using (var store = await FilledAsync(folder, BreakDemo))
        {
            Assert.Null(await store.GetAsync(StoreFolder.Key("demo")));
        }

        await using var again = await folder.OpenAsync();
        await using var events = again.WatchAsync(WatchStart.Now, StoreFolder.ConfigMaps).GetAsyncEnumerator();
        var batch = new StoreBatch();
        batch.Delete(StoreFolder.Key("demo"));
        batch.Delete(StoreFolder.Key("never-there"));

        var result = await again.CommitAsync(batch, Durability.Normal).Soon();

        Assert.Equal((1, 1), (result.Applied, result.Skipped));
        var gone = await events.NextAsync();
        Assert.Equal((StoreEventKind.Deleted, "demo"), (gone.Kind, gone.Object!.Key.Name));
        Assert.Contains("\"name\":\"demo\"", Encoding.UTF8.GetString(gone.Object.Json.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WatchAsync_OverADamagedEvent_IsTooOldAndANewOneWorks()
    {
        using var folder = new StoreFolder();
        await using var store = await FilledAsync(folder, BreakDemo);
        await using (var events = store.WatchAsync(WatchStart.AtRevision(0), StoreFolder.ConfigMaps).GetAsyncEnumerator())
        {
            Assert.Equal(StoreEventKind.TooOld, (await events.NextAsync()).Kind);
        }

        Assert.Contains(store.Health.Damage, damage => damage.Kind == DamageKind.Event);
        var snapshot = await store.SnapshotAsync(StoreFolder.ConfigMaps);
        await using var later = store.WatchAsync(WatchStart.AtRevision(snapshot.Revision), StoreFolder.ConfigMaps).GetAsyncEnumerator();
        await store.CommitAsync(StoreFolder.Put("demo", 6), Durability.Normal).Soon();
        Assert.Equal(6UL, (await later.NextAsync()).Object!.ResourceVersion);
    }

    [Fact]
    public async Task Delete_DamagedPointer_TakesTheObjectOutAndTellsWatches()
    {
        using var folder = new StoreFolder();
        await using var store = await FilledAsync(folder, "UPDATE objects SET crc=1 WHERE name='demo'");
        await using var events = store.WatchAsync(WatchStart.Now, StoreFolder.ConfigMaps).GetAsyncEnumerator();
        var batch = new StoreBatch();
        batch.Delete(StoreFolder.Key("demo"));

        Assert.Equal(1, (await store.CommitAsync(batch, Durability.Normal).Soon()).Applied);

        Assert.Equal(StoreEventKind.Deleted, (await events.NextAsync()).Kind);
        Assert.Null(await store.GetAsync(StoreFolder.Key("demo")));
    }

    [Fact]
    public async Task OpenAsync_DamagedPointer_IsRebuiltFromTheLog()
    {
        using var folder = new StoreFolder();
        await using (await FilledAsync(folder, "UPDATE objects SET revision=2 WHERE name='demo'"))
        {
        }

        await using var store = await folder.OpenAsync();

        Assert.NotEqual(0, store.Health.DamageCount);
        Assert.Equal(5UL, (await store.GetAsync(StoreFolder.Key("demo")))!.ResourceVersion);
    }

    [Fact]
    public async Task Records_QueueItems_Damaged_AreLeftOutAndReported()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var set = store.Records("settings", SettingJson.Default.Setting);
        await set.PutAsync("good", new Setting(1, "x")).Soon();
        await set.PutAsync("bad", new Setting(2, "x")).Soon();
        var other = store.Records("others", SettingJson.Default.Setting);
        await other.PutAsync("bad", new Setting(2, "x")).Soon();
        var queue = store.Queue("uploads", new QueueLimits());
        await queue.EnqueueAsync(StoreFolder.Json("one")).Soon();
        await queue.EnqueueAsync(StoreFolder.Json("two")).Soon();
        Break(folder, "UPDATE records SET value=x'7b7d' WHERE key='bad'; UPDATE items SET value=x'00' WHERE (id & 255)=1");

        Assert.Equal("good", Assert.Single(await set.ListAsync().AllAsync()).Key);

        // Each is read once: set aside meanwhile, it would be news a second time.
        Assert.Null(await other.GetAsync("bad"));
        Assert.Equal(2, Assert.Single(await queue.ReadAsync().Soon()).Sequence);
        Assert.Equal([DamageKind.Record, DamageKind.Record, DamageKind.QueueItem], store.Health.Damage.Select(damage => damage.Kind));
        Assert.Equal(1, await CountAsync(queue, 1));
        await set.PutAsync("bad", new Setting(3, "again")).Soon();
        Assert.Equal(3, (await set.GetAsync("bad"))!.Number);
    }

    [Fact]
    public async Task QueueItem_ReadWronglyOnce_StaysInTheQueue()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var queue = store.Queue("uploads", new QueueLimits());
        await queue.EnqueueAsync(StoreFolder.Json("one")).Soon();

        Assert.IsType<Store>(store).Damage.Item(queue.Name, QueueTable.ItemId(1, 1), 1);

        Assert.Equal(1, await CountAsync(queue, 0));
        Assert.Equal(1, Assert.Single(await queue.ReadAsync().Soon()).Sequence);
        Assert.Equal(DamageKind.QueueItem, Assert.Single(store.Health.Damage).Kind);
    }

    [Fact]
    public async Task Cursor_Damaged_MakesItsReaderStartAnew()
    {
        using var folder = new StoreFolder();
        await using var store = await FilledAsync(folder, "UPDATE state SET touched=touched");
        await store.AdvanceCursorAsync("reader", 2).Soon();
        Break(folder, "UPDATE cursors SET revision=1");

        // The log is whole from its beginning, so that is where the reader starts.
        await using var events = store.WatchAsync(WatchStart.Cursor("reader"), StoreFolder.ConfigMaps).GetAsyncEnumerator();

        Assert.Equal(1, (await events.NextAsync()).Revision);
        Assert.Equal(DamageKind.Cursor, Assert.Single(store.Health.Damage).Kind);
    }

    /// <summary>The items that wait, after the writer has taken note of all that was submitted before.</summary>
    private static async Task<long> CountAsync(IDurableQueue queue, long acknowledged)
    {
        await queue.AcknowledgeAsync(acknowledged).Soon();
        return queue.Count;
    }

    /// <summary>"demo" twice (revisions 1 and 3) and "other" (revision 2), then broken from outside.</summary>
    private static async Task<IMetaStore> FilledAsync(StoreFolder folder, string sql)
    {
        var store = await folder.OpenAsync();
        await store.CommitAsync(StoreFolder.Put("demo", 4), Durability.Normal).Soon();
        await store.CommitAsync(StoreFolder.Put("other", 1), Durability.Normal).Soon();
        await store.CommitAsync(StoreFolder.Put("demo", 5), Durability.Full).Soon();
        Break(folder, sql);
        return store;
    }

    private static void Break(StoreFolder folder, string sql)
    {
        using var database = SqliteDatabase.Open(folder.File, 0);
        database.Execute(sql);
    }
}

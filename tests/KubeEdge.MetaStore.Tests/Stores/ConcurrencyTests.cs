using System.Globalization;

namespace KubeEdge.MetaStore.Tests.Stores;

public sealed class ConcurrencyTests
{
    private const int Writers = 64;
    private const int PerWriter = 25;

    [Fact]
    public async Task CommitAsync_ManyWritersWatchersReaders_EveryWatcherSeesEveryCommitOnceInOrder()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        using var stop = new CancellationTokenSource();
        var watchers = Enumerable.Range(0, 16).Select(_ => WatchAsync(store)).ToArray();
        var readers = Enumerable.Range(0, 4).Select(i => Task.Run(() => ReadAsync(store, i, stop.Token))).ToArray();
        var writers = Enumerable.Range(0, Writers).Select(i => Task.Run(() => WriteAsync(store, i))).ToArray();

        await Task.WhenAll(writers).Soon();
        var seen = await Task.WhenAll(watchers).Soon();
        await stop.CancelAsync();
        await Task.WhenAll(readers).Soon();

        Assert.Equal(Writers * PerWriter, store.Revision);
        foreach (var revisions in seen)
        {
            Assert.Equal(Enumerable.Range(1, Writers * PerWriter).Select(i => (long)i), revisions);
        }
    }

    [Fact]
    public async Task CommitAsync_NotAwaitedInBetween_CommitsInOrder()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync(configure: options => options.WriteQueueLength = 8);
        var commits = Enumerable.Range(1, 200)
            .Select(i => store.CommitAsync(StoreFolder.Put("same", (ulong)i), i % 3 == 0 ? Durability.Full : Durability.Normal).AsTask())
            .ToArray();

        var results = await Task.WhenAll(commits).Soon();

        Assert.Equal(Enumerable.Range(1, 200).Select(i => (long)i), results.Select(result => result.Revision));
        Assert.Equal(200UL, (await store.GetAsync(StoreFolder.Key("same")))!.ResourceVersion);
    }

    [Fact]
    public async Task CommitAsync_CancelledWhileWaiting_IsNotStored()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        using var entered = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        using var cancel = new CancellationTokenSource();
        var slow = new StoreBatch();
        slow.Put(StoreFolder.Key("slow"), "u", _ =>
        {
            entered.Set();
            go.Wait(TimeSpan.FromSeconds(30));
            return StoreFolder.Json("slow");
        });
        var first = store.CommitAsync(slow, Durability.Normal).AsTask();
        Assert.True(entered.Wait(TimeSpan.FromSeconds(30)));
        var waiting = store.CommitAsync(StoreFolder.Put("never"), Durability.Normal, cancel.Token).AsTask();
        await cancel.CancelAsync();
        go.Set();

        await first.Soon();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting.Soon());
        Assert.Null(await store.GetAsync(StoreFolder.Key("never")));
    }

    private static async Task<List<long>> WatchAsync(IMetaStore store)
    {
        var revisions = new List<long>();
        await foreach (var change in store.WatchAsync(WatchStart.AtRevision(0), StoreFolder.ConfigMaps))
        {
            revisions.Add(change.Revision);
            if (revisions.Count == Writers * PerWriter)
            {
                break;
            }
        }

        return revisions;
    }

    private static async Task ReadAsync(IMetaStore store, int reader, CancellationToken stop)
    {
        var random = new Random(reader);
        var highest = new Dictionary<string, ulong>();
        while (!stop.IsCancellationRequested)
        {
            var name = random.Next(Writers).ToString(CultureInfo.InvariantCulture);
            var stored = await store.GetAsync(StoreFolder.Key(name), CancellationToken.None);
            var version = stored?.ResourceVersion ?? 0;
            Assert.True(version >= highest.GetValueOrDefault(name), "an object went back");
            highest[name] = version;
            await Task.Yield();
        }
    }

    private static async Task WriteAsync(IMetaStore store, int writer)
    {
        var name = writer.ToString(CultureInfo.InvariantCulture);
        for (var i = 1; i <= PerWriter; i++)
        {
            var result = await store.CommitAsync(StoreFolder.Put(name, (ulong)i), i % 5 == 0 ? Durability.Full : Durability.Normal);
            Assert.Equal(CommitStatus.Committed, result.Status);
            Assert.Equal((ulong)i, (await store.GetAsync(StoreFolder.Key(name)))!.ResourceVersion);
        }
    }
}

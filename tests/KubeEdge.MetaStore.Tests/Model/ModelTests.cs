using KubeEdge.MetaStore.Tests.Stores;
using KubeEdge.Testing;

namespace KubeEdge.MetaStore.Tests.Model;

/// <summary>
/// Random commits, watches, cursors, restarts and retirement against the model. A failure prints the seed to run it again with.
/// </summary>
public sealed class ModelTests(ITestOutputHelper output)
{
    private const int MinEvents = 40;

    [Fact]
    public async Task Store_RandomOperations_BehavesLikeTheModel()
    {
        var seed = Effort.Seed;
        var runs = Effort.Of(8, 200);
        for (var run = 0; run < runs; run++)
        {
            output.WriteLine($"seed {seed + run}");
            await RunAsync(new Random(seed + run));
        }
    }

    private static async Task RunAsync(Random random)
    {
        using var folder = new StoreFolder();
        var model = new StoreModel();
        var watches = new List<ModelWatch>();
        var store = await OpenAsync(folder, random);
        for (var step = 0; step < 120; step++)
        {
            await CommitAsync(store, model, random);
            switch (random.Next(12))
            {
                case 0:
                    var watch = new ModelWatch(random.Next(3) == 0 ? random.Next((int)model.Revision + 1) : model.Revision, Label(random));
                    watch.Open(store);
                    watches.Add(watch);
                    break;
                case 1:
                    await CheckAsync(store, model, random);
                    break;
                case 2:
                    var target = random.Next((int)model.Revision + 10);
                    model.Advance("c", target);
                    await store.AdvanceCursorAsync("c", target).Soon();
                    break;
                case 3:
                    await CatchUpAsync(watches, model);
                    await CloseAsync(watches);
                    await store.DisposeAsync();
                    store = await OpenAsync(folder, random);
                    Assert.Equal(model.Revision, store.Revision);
                    watches.ForEach(each => each.Open(store));
                    break;
            }
        }

        await CheckAsync(store, model, random);
        await CheckCursorAsync(store, model);
        await CatchUpAsync(watches, model);
        await CloseAsync(watches);
        Assert.Empty(store.Health.Damage);
        await store.DisposeAsync();
    }

    private static Task<IMetaStore> OpenAsync(StoreFolder folder, Random random)
    {
        var (cache, events) = (random.Next(2) * 100_000, random.Next(2) * 20_000);
        return folder.OpenAsync(configure: options =>
        {
            options.Retention.MinEvents = MinEvents;
            options.Retention.MinAge = TimeSpan.Zero;
            options.ObjectCacheBytes = cache;
            options.EventCacheBytes = events;
        });
    }

    private static string? Label(Random random) => random.Next(2) == 0 ? null : $"l{random.Next(3)}";

    /// <summary>Some batches at once, not awaited in between.</summary>
    private static async Task CommitAsync(IMetaStore store, StoreModel model, Random random)
    {
        var commits = new List<(CommitStatus Expected, Task<CommitResult> Actual)>();
        for (var i = random.Next(1, 5); i > 0; i--)
        {
            var operations = new List<ModelOperation>();
            var batch = new StoreBatch();
            for (var j = random.Next(4) == 0 ? random.Next(2, 6) : 1; j > 0; j--)
            {
                operations.Add(ModelOperation.Random(random, model));
                operations[^1].AddTo(batch);
            }

            var durability = random.Next(4) == 0 ? Durability.Full : Durability.Normal;
            commits.Add((model.Apply(operations), store.CommitAsync(batch, durability).AsTask()));
        }

        foreach (var (expected, actual) in commits)
        {
            Assert.Equal(expected, (await actual.Soon()).Status);
        }

        Assert.Equal(model.Revision, store.Revision);
    }

    private static async Task CheckAsync(IMetaStore store, StoreModel model, Random random)
    {
        var label = Label(random);
        var query = StoreFolder.ConfigMaps with { Namespace = random.Next(2) == 0 ? null : "default" };
        Kubernetes.Selectors.LabelSelector? selector = null;
        Assert.True(label is null || Kubernetes.Selectors.LabelSelector.TryParse($"set={label}", out selector, out _));
        query = query with { Labels = selector };
        var expected = model.Objects
            .Where(pair => label is null || pair.Value.Label == label)
            .Where(pair => query.Namespace is null || pair.Key.Namespace == query.Namespace)
            .OrderBy(pair => pair.Key.Namespace, StringComparer.Ordinal).ThenBy(pair => pair.Key.Name, StringComparer.Ordinal)
            .Select(pair => (pair.Key, pair.Value.Uid, pair.Value.Version, pair.Value.Revision))
            .ToList();

        var snapshot = await store.SnapshotAsync(query).Soon();
        Assert.Equal(model.Revision, snapshot.Revision);
        Assert.Equal(expected, snapshot.Objects.Select(stored => (stored.Key, stored.Uid, stored.ResourceVersion, stored.Revision)));
        Assert.Equal(expected.Select(item => item.Key), (await store.ListAsync(query).AllAsync()).Select(stored => stored.Key));
        for (var i = 0; i < 12; i++)
        {
            var key = StoreFolder.Key($"object-{i}");
            Assert.Equal(model.Objects.GetValueOrDefault(key)?.Revision, (await store.GetAsync(key))?.Revision);
        }
    }

    private static async Task CheckCursorAsync(IMetaStore store, StoreModel model)
    {
        if (!model.Cursors.TryGetValue("c", out var position) || model.Watch(position, null).FirstOrDefault() is not { } expected)
        {
            return;
        }

        // The cursor holds its events: the log is far from its maximum.
        await using var events = store.WatchAsync(WatchStart.Cursor("c"), StoreFolder.ConfigMaps).GetAsyncEnumerator();
        var first = await events.NextAsync();
        if (first.Kind != StoreEventKind.TooOld)
        {
            Assert.StartsWith($"{first.Revision} ", expected, StringComparison.Ordinal);
        }
    }

    private static async Task CatchUpAsync(List<ModelWatch> watches, StoreModel model)
    {
        foreach (var watch in watches.ToArray())
        {
            await watch.CatchUpAsync(model);
            if (watch.WasTooOld)
            {
                // Allowed only when so much happened since that the log may have let go.
                Assert.True(model.Log.Count(change => change.Revision > watch.Position) > MinEvents, "too old too early");
                await watch.CloseAsync();
                watches.Remove(watch);
            }
        }
    }

    private static async Task CloseAsync(List<ModelWatch> watches)
    {
        foreach (var watch in watches)
        {
            await watch.CloseAsync();
        }
    }
}

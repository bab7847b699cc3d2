using KubeEdge.Kubernetes.Informers;
using KubeEdge.Kubernetes.Tests.Fakes;

namespace KubeEdge.Kubernetes.Tests.Informers;

public sealed class InformerCacheTests
{
    [Fact]
    public async Task Put_WhileOthersRead_ReadersSeeWholeObjects()
    {
        var cache = new InformerCache();
        using var stop = new CancellationTokenSource();
        var readers = Enumerable.Range(0, 3).Select(_ => Task.Run(() => Read(cache, stop.Token))).ToArray();
        var changes = new List<InformerEvent>();
        for (var version = 1; version < 3_000; version++)
        {
            var item = Sample.ConfigMap($"n{version % 7}", $"{version}");
            if (version % 5 == 0)
            {
                cache.Remove(item, changes);
            }
            else
            {
                cache.Put(item, changes);
            }
        }

        await stop.CancelAsync();
        await Task.WhenAll(readers).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(cache.Count, cache.Snapshot().Length);
    }

    [Fact]
    public void Put_SameVersion_IsNoChange()
    {
        var cache = new InformerCache();
        var changes = new List<InformerEvent>();
        cache.Put(Sample.ConfigMap("a", "1"), changes);
        cache.Put(Sample.ConfigMap("a", "1"), changes);
        Assert.Equal(InformerEventKind.Added, Assert.Single(changes).Kind);
    }

    [Fact]
    public void Remove_Unknown_IsNoChange()
    {
        var changes = new List<InformerEvent>();
        new InformerCache().Remove(Sample.ConfigMap("a"), changes);
        Assert.Empty(changes);
    }

    private static void Read(InformerCache cache, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            foreach (var item in cache.Snapshot())
            {
                Assert.Equal($"uid-{item.Name}", item.Uid);
                Assert.Equal("default", item.Namespace);
            }

            if (cache.TryGet(new ObjectName("default", "n1"), out var one))
            {
                Assert.Equal("n1", one.Name);
            }
        }
    }
}

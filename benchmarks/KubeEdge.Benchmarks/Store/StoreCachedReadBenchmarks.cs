namespace KubeEdge.Benchmarks.Store;

/// <summary>The same with a cache that holds all objects.</summary>
public class StoreCachedReadBenchmarks : StoreReadBenchmarks
{
    private protected override long CacheBytes => 64 << 20;
}

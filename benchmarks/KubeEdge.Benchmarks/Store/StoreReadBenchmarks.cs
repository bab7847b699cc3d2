using BenchmarkDotNet.Attributes;
using KubeEdge.MetaStore;

namespace KubeEdge.Benchmarks.Store;

/// <summary>Point reads of 1 KB objects without a cache, verified, against a prepared statement that verifies nothing.</summary>
public class StoreReadBenchmarks : StoreBenchmark
{
    private const int Reads = 1024;

    /// <summary>The floor.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Reads)]
    public long RawSqlite()
    {
        long bytes = 0;
        for (var i = 0; i < Reads; i++)
        {
            bytes += Raw.Get(NextKey().Name).Length;
        }

        return bytes;
    }

    /// <summary>Ours.</summary>
    [Benchmark(OperationsPerInvoke = Reads)]
    public async Task<long> MetaStore()
    {
        long bytes = 0;
        for (var i = 0; i < Reads; i++)
        {
            var stored = await Store.GetAsync(NextKey()).ConfigureAwait(false);
            bytes += stored?.Json.Length ?? throw new InvalidOperationException("not found");
        }

        return bytes;
    }

    private protected override void Fill()
    {
        Raw.Begin();
        var batch = new StoreBatch();
        for (var i = 0; i < Names; i++)
        {
            var key = NextKey();
            Raw.Put(key.Name, Value);
            batch.Put(key, "6d2e1e9c-0d2c-4b60-9a43-2f3a5c2f6d11", 1, Value);
        }

        Raw.Commit();
        Store.CommitAsync(batch, Durability.Full).AsTask().GetAwaiter().GetResult();
    }
}

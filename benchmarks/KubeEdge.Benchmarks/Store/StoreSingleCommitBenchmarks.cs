using BenchmarkDotNet.Attributes;
using KubeEdge.MetaStore;

namespace KubeEdge.Benchmarks.Store;

/// <summary>One writer that waits for each commit to be on disk, against one synced transaction per row.</summary>
public class StoreSingleCommitBenchmarks : StoreBenchmark
{
    private const int Commits = 256;

    /// <summary>The floor.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Commits)]
    public void RawSqlite()
    {
        for (var i = 0; i < Commits; i++)
        {
            Raw.Begin();
            Raw.Put(NextKey().Name, Value);
            Raw.Commit();
        }
    }

    /// <summary>Ours.</summary>
    [Benchmark(OperationsPerInvoke = Commits)]
    public async Task MetaStore()
    {
        for (var i = 0; i < Commits; i++)
        {
            await CommitOne(Durability.Full).ConfigureAwait(false);
        }
    }
}

using BenchmarkDotNet.Attributes;
using KubeEdge.MetaStore;

namespace KubeEdge.Benchmarks.Store;

/// <summary>64 writers, each waiting for its commit to be on disk, against the same rows in transactions of 64 by one thread.</summary>
public class StoreGroupCommitBenchmarks : StoreBenchmark
{
    private const int Writers = 64;
    private const int PerWriter = 64;
    private const int Commits = Writers * PerWriter;

    /// <summary>The floor.</summary>
    [Benchmark(Baseline = true, OperationsPerInvoke = Commits)]
    public void RawSqlite()
    {
        for (var i = 0; i < PerWriter; i++)
        {
            Raw.Begin();
            for (var j = 0; j < Writers; j++)
            {
                Raw.Put(NextKey().Name, Value);
            }

            Raw.Commit();
        }
    }

    /// <summary>Ours.</summary>
    [Benchmark(OperationsPerInvoke = Commits)]
    public Task MetaStore()
    {
        var writers = new Task[Writers];
        for (var i = 0; i < Writers; i++)
        {
            writers[i] = WriteAsync();
        }

        return Task.WhenAll(writers);
    }

    private async Task WriteAsync()
    {
        for (var i = 0; i < PerWriter; i++)
        {
            var result = await CommitOne(Durability.Full).ConfigureAwait(false);
            if (result.Status != CommitStatus.Committed)
            {
                throw new InvalidOperationException(result.Status.ToString());
            }
        }
    }
}

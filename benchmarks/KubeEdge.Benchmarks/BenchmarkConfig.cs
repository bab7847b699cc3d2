using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Exporters;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using KubeEdge.Shared.Repository;

namespace KubeEdge.Benchmarks;

/// <summary>How every benchmark of this project is run: in this process, a few short iterations, allocations counted.</summary>
internal static class BenchmarkConfig
{
    /// <summary>A run that is good enough to compare two methods of one class, and that writes a report.</summary>
    public static IConfig Measured(IExporter report) =>
        Build(new Job("Short").WithWarmupCount(3).WithMinIterationCount(5).WithMaxIterationCount(10)).AddExporter(report);

    /// <summary>One call of each benchmark.</summary>
    public static IConfig Smoke() => Build(new Job("Smoke", Job.Dry));

    private static ManualConfig Build(Job job) =>
        ManualConfig.CreateEmpty()
            // In this process, because a generated project would restore packages of its own.
            .AddJob(job.WithToolchain(InProcessEmitToolchain.Instance))
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddLogger(ConsoleLogger.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddColumn(StatisticColumn.Median, StatisticColumn.OperationsPerSecond)
            .HideColumns(Column.Job, Column.Toolchain, Column.Gen0, Column.Gen1, Column.Gen2, Column.RatioSD)
            .WithArtifactsPath(Path.Combine(RepositoryRoot.Path, "artifacts", "benchmarks"));
}

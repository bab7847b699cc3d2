using System.Globalization;
using KubeEdge.Shared.Reporting;

namespace KubeEdge.LoadTest;

/// <summary>Durations and their quantiles.</summary>
internal sealed class Latencies(int capacity)
{
    /// <summary>The head of a table of <see cref="Row"/>s.</summary>
    public const string Head = "| path | count | p50 ms | p90 ms | p99 ms | max ms |\n|---|---|---|---|---|---|\n";

    private readonly List<double> _milliseconds = new(capacity);

    public void Add(TimeSpan elapsed) => _milliseconds.Add(elapsed.TotalMilliseconds);

    /// <summary>The smallest duration that at least this share of all does not exceed, in milliseconds.</summary>
    public double Quantile(double share)
    {
        double[] sorted = [.. _milliseconds.Order()];
        return sorted[Math.Clamp((int)Math.Ceiling(share * sorted.Length) - 1, 0, sorted.Length - 1)];
    }

    /// <summary>A line of a table.</summary>
    public string Row(string path) => string.Create(
        CultureInfo.InvariantCulture,
        $"| {path} | {_milliseconds.Count} | {Quantile(0.5):0.00} | {Quantile(0.9):0.00} | {Quantile(0.99):0.00} | {Quantile(1):0.00} |\n");

    /// <summary>The figures that budgets are about.</summary>
    public IEnumerable<Figure> Figures(string prefix = "") =>
    [
        new($"{prefix}p50", Quantile(0.5), "ms"),
        new($"{prefix}p99", Quantile(0.99), "ms"),
        new($"{prefix}max", Quantile(1), "ms"),
    ];
}

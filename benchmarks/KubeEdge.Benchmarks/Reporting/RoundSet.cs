using BenchmarkDotNet.Reports;
using KubeEdge.Shared.Reporting;

namespace KubeEdge.Benchmarks.Reporting;

/// <summary>What several rounds of one class measured: the median of each case, and the median of each case's ratio to its floor.</summary>
internal sealed class RoundSet
{
    private readonly Dictionary<string, List<double>> _times = [];
    private readonly Dictionary<string, List<double>> _ratios = [];
    private readonly Dictionary<string, double> _allocated = [];

    /// <summary>Adds a round.</summary>
    public void Add(Summary summary)
    {
        foreach (var report in summary.Reports)
        {
            var benchmark = report.BenchmarkCase;
            var name = NameOf(report);
            var time = MedianOf(report);
            Append(_times, name, time);
            _allocated[name] = report.GcStats.GetBytesAllocatedPerOperation(benchmark) ?? 0;
            var floor = summary.Reports.FirstOrDefault(other =>
                other.BenchmarkCase.Descriptor.Baseline && other.BenchmarkCase.Parameters.Equals(benchmark.Parameters));
            if (floor is not null && floor != report)
            {
                Append(_ratios, name, time / MedianOf(floor));
            }
        }
    }

    /// <summary>Each case's ratio of times, with those of the rounds.</summary>
    public IEnumerable<(string Name, double Median, IReadOnlyList<double> All)> Ratios() =>
        _ratios.Select(pair => (pair.Key, Median(pair.Value), (IReadOnlyList<double>)pair.Value));

    /// <summary>All of it for the table of budgets.</summary>
    public IReadOnlyList<Figure> Figures() =>
    [
        .. _times.Select(pair => new Figure(pair.Key, Median(pair.Value), "ns")),
        .. _ratios.Select(pair => new Figure($"{pair.Key} ratio", Median(pair.Value), "×")),
        .. _allocated.Select(pair => new Figure($"{pair.Key} allocated", pair.Value, "B")),
    ];

    // "Bus", or with parameters "Request 256".
    private static string NameOf(BenchmarkReport report) => string.Join(
        ' ',
        report.BenchmarkCase.Parameters.Items.Select(item => $"{item.Value}").Prepend(report.BenchmarkCase.Descriptor.WorkloadMethod.Name));

    private static double MedianOf(BenchmarkReport report) =>
        report.ResultStatistics?.Median ?? throw new InvalidOperationException($"{NameOf(report)} was not measured.");

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }

    private static void Append(Dictionary<string, List<double>> to, string name, double value)
    {
        if (!to.TryGetValue(name, out var values))
        {
            to.Add(name, values = []);
        }

        values.Add(value);
    }
}

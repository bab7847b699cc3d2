using System.Globalization;
using KubeEdge.Shared.Reporting;

namespace KubeEdge.LoadTest;

/// <summary>Several starts of one kind.</summary>
internal sealed class IdleFigures
{
    private readonly List<IdleSample> _samples = [];

    public void Add(IdleSample sample) => _samples.Add(sample);

    /// <summary>The cells of a table.</summary>
    public string Row() => string.Join(
        " | ", Cell(sample => sample.Up.TotalMilliseconds, "0"), Cell(sample => sample.Resident, "0.0"),
        Cell(sample => sample.Private, "0.0"), Cell(sample => sample.Compiled, "0.0"));

    /// <summary>The medians, which the budget is about.</summary>
    public IEnumerable<Figure> Figures() =>
    [
        new("resident", Sorted(sample => sample.Resident)[_samples.Count / 2], "MB"),
        new("private", Sorted(sample => sample.Private)[_samples.Count / 2], "MB"),
        new("link up", Sorted(sample => sample.Up.TotalMilliseconds)[_samples.Count / 2], "ms"),
    ];

    private double[] Sorted(Func<IdleSample, double> value) => [.. _samples.Select(value).Order()];

    private string Cell(Func<IdleSample, double> value, string format)
    {
        double[] sorted = Sorted(value);
        return string.Join(" / ", new[] { sorted[0], sorted[sorted.Length / 2], sorted[^1] }
            .Select(number => number.ToString(format, CultureInfo.InvariantCulture)));
    }
}

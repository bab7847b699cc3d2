using System.Diagnostics.Metrics;
using System.Numerics;

namespace KubeEdge.Beehive.Diagnostics;

/// <summary>The upper bounds of a histogram's buckets: what its instrument advises, else what suits its unit.</summary>
internal static class HistogramBounds
{
    // A commit or a message takes fractions of a millisecond, a delivery over a bad link many seconds.
    private static readonly double[] _seconds =
        [0.0001, 0.00025, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

    private static readonly double[] _bytes = [256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864];
    private static readonly double[] _other = [1, 2, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10000];

    public static double[] Of(Instrument instrument)
    {
        double[]? advised = instrument switch
        {
            Histogram<double> histogram => Advised(histogram.Advice),
            Histogram<long> histogram => Advised(histogram.Advice),
            Histogram<int> histogram => Advised(histogram.Advice),
            Histogram<float> histogram => Advised(histogram.Advice),
            Histogram<decimal> histogram => Advised(histogram.Advice),
            Histogram<short> histogram => Advised(histogram.Advice),
            Histogram<byte> histogram => Advised(histogram.Advice),
            _ => null,
        };
        return advised is { Length: > 0 } ? advised : instrument.Unit switch
        {
            "s" => _seconds,
            "By" => _bytes,
            _ => _other,
        };
    }

    private static double[]? Advised<T>(InstrumentAdvice<T>? advice)
        where T : struct, INumber<T> =>
        advice?.HistogramBucketBoundaries is { } bounds ? [.. bounds.Select(double.CreateChecked)] : null;
}

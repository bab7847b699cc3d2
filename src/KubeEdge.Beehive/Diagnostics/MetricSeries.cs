using System.Buffers;
using System.Globalization;

namespace KubeEdge.Beehive.Diagnostics;

/// <summary>What was measured with one combination of tags.</summary>
internal sealed class MetricSeries(string labels, double[] bounds)
{
    // Of a histogram how many fell into each bucket, the last being without a bound.
    private readonly long[] _counts = bounds.Length == 0 ? [] : new long[bounds.Length + 1];
    private long _whole;
    private double _part;

    public void Add(long whole, double part)
    {
        Interlocked.Add(ref _whole, whole);
        if (part != 0)
        {
            Add(part);
        }
    }

    public void Set(long whole, double part)
    {
        Volatile.Write(ref _whole, whole);
        Volatile.Write(ref _part, part);
    }

    public void Observe(double value)
    {
        int bucket = 0;
        while (bucket < bounds.Length && !(value <= bounds[bucket]))
        {
            bucket++;
        }

        Interlocked.Increment(ref _counts[bucket]);
        Add(value);
    }

    public void Write(IBufferWriter<byte> output, string name)
    {
        if (_counts.Length > 0)
        {
            WriteHistogram(output, name);
            return;
        }

        double part = Volatile.Read(ref _part);
        long whole = Volatile.Read(ref _whole);
        if (part == 0)
        {
            PrometheusText.Sample(output, name, labels, whole);
        }
        else
        {
            PrometheusText.Sample(output, name, labels, whole + part);
        }
    }

    private void Add(double value)
    {
        double before = Volatile.Read(ref _part);
        while (true)
        {
            double seen = Interlocked.CompareExchange(ref _part, before + value, before);

            // Bits, not numbers: NaN is unequal to itself.
            if (BitConverter.DoubleToInt64Bits(seen) == BitConverter.DoubleToInt64Bits(before))
            {
                return;
            }

            before = seen;
        }
    }

    private void WriteHistogram(IBufferWriter<byte> output, string name)
    {
        // The count is the sum of the buckets, so that both agree while measuring goes on.
        long count = 0;
        string separator = labels.Length == 0 ? string.Empty : ",";
        for (int i = 0; i < _counts.Length; i++)
        {
            count += Volatile.Read(ref _counts[i]);
            string bound = i < bounds.Length ? bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            PrometheusText.Sample(output, name + "_bucket", $"{labels}{separator}le=\"{bound}\"", count);
        }

        PrometheusText.Sample(output, name + "_sum", labels, Volatile.Read(ref _part));
        PrometheusText.Sample(output, name + "_count", labels, count);
    }
}

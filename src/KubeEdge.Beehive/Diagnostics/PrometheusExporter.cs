using System.Buffers;
using System.Diagnostics.Metrics;

namespace KubeEdge.Beehive.Diagnostics;

/// <summary>
/// Counts what the meters <c>KubeEdge.*</c> and the runtime's <c>System.Runtime</c> measure, from its construction on, and writes it in
/// Prometheus' text format 0.0.4. Measuring costs a look-up by tags and an interlocked addition; a known series allocates nothing.
/// </summary>
/// <remarks>
/// A name gets its unit (<c>_seconds</c>, <c>_bytes</c>) and, of counters, <c>_total</c>; what Prometheus does not allow in names becomes
/// <c>_</c>. Meters of the same name add up. Observable instruments are asked at each <see cref="Write"/>. An instrument that measured
/// nothing yet shows its description only.
/// </remarks>
public sealed class PrometheusExporter : IDisposable
{
    private readonly object? _scope;
    private readonly int _seriesLimit;
    private readonly MeterListener _listener = new();

    // Two locks: an instrument may come into being while an observable one is asked.
    private readonly Lock _gate = new();
    private readonly Lock _writing = new();
    private readonly SortedDictionary<string, MetricFamily> _families = new(StringComparer.Ordinal);

    /// <summary>Begins to count.</summary>
    /// <param name="meterFactory">
    /// Leaves out the meters of other factories, that is of other hosts in this process. Null, the default, takes them all.
    /// </param>
    /// <param name="seriesLimit">
    /// The most combinations of tags per instrument; what exceeds them is not measured but counted in <c>kubeedge_metrics_dropped_total</c>.
    /// Default 1,000.
    /// </param>
    public PrometheusExporter(IMeterFactory? meterFactory = null, int seriesLimit = 1000)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(seriesLimit);
        _scope = meterFactory;
        _seriesLimit = seriesLimit;
        _listener.InstrumentPublished = Published;
        _listener.SetMeasurementEventCallback<byte>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<short>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<int>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<long>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<float>(static (_, value, tags, family) => Record((double)value, tags, family));
        _listener.SetMeasurementEventCallback<double>(static (_, value, tags, family) => Record(value, tags, family));
        _listener.SetMeasurementEventCallback<decimal>(static (_, value, tags, family) => Record((double)value, tags, family));
        _listener.Start();
    }

    /// <summary>Writes all series as they are now. Calls from several threads wait for each other.</summary>
    /// <param name="output">Gets UTF-8, content type <c>text/plain; version=0.0.4</c>.</param>
    public void Write(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        lock (_writing)
        {
            MetricFamily[] families = Families();
            foreach (MetricFamily family in families)
            {
                family.BeginScrape();
            }

            Observe();
            foreach (MetricFamily family in families)
            {
                family.Write(output);
            }

            WriteDropped(families, output);
        }
    }

    /// <summary>Ends counting.</summary>
    public void Dispose() => _listener.Dispose();

    private static void Record(long value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family) =>
        (family as MetricFamily)?.Record(value, 0, tags);

    private static void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags, object? family) =>
        (family as MetricFamily)?.Record(0, value, tags);

    private static void WriteDropped(MetricFamily[] families, IBufferWriter<byte> output)
    {
        const string name = "kubeedge_metrics_dropped_total";
        PrometheusText.Header(output, name, "Measurements left out because their instrument has too many combinations of tags.", "counter");
        foreach (MetricFamily family in families)
        {
            if (family.Dropped > 0)
            {
                PrometheusText.Sample(output, name, PrometheusText.Label("name", family.Name), family.Dropped);
            }
        }
    }

    private MetricFamily[] Families()
    {
        lock (_gate)
        {
            return [.. _families.Values];
        }
    }

    private void Observe()
    {
        try
        {
            _listener.RecordObservableInstruments();
        }
        catch (AggregateException)
        {
            // Somebody's instrument cannot be read now; the others have been.
        }
    }

    private void Published(Instrument instrument, MeterListener listener)
    {
        Meter meter = instrument.Meter;
        bool isForeign = _scope is not null && meter.Scope is not null && !ReferenceEquals(meter.Scope, _scope);
        if (isForeign || !(meter.Name == "System.Runtime" || meter.Name.StartsWith("KubeEdge.", StringComparison.Ordinal)))
        {
            return;
        }

        var created = new MetricFamily(instrument, _seriesLimit);
        lock (_gate)
        {
            if (!_families.TryGetValue(created.Name, out MetricFamily? family))
            {
                _families.Add(created.Name, family = created);
            }

            if (!family.IsLike(created))
            {
                // Two instruments that Prometheus would hold to be one; the first stands.
                return;
            }

            created = family;
        }

        listener.EnableMeasurementEvents(instrument, created);
    }
}

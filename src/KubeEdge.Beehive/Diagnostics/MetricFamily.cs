using System.Buffers;
using System.Diagnostics.Metrics;

namespace KubeEdge.Beehive.Diagnostics;

/// <summary>All series of one name: those of an instrument, in however many meters it is.</summary>
internal sealed class MetricFamily
{
    private readonly string _help;
    private readonly MetricKind _kind;
    private readonly bool _isObservable;
    private readonly double[] _bounds;
    private readonly int _limit;
    private SeriesTable _series;
    private long _dropped;

    public MetricFamily(Instrument instrument, int limit)
    {
        _help = instrument.Description ?? string.Empty;
        _kind = KindOf(instrument);
        _isObservable = instrument.IsObservable;
        _bounds = _kind == MetricKind.Histogram ? HistogramBounds.Of(instrument) : [];
        _limit = limit;
        _series = new SeriesTable(_bounds, limit);
        Name = MetricName.Of(instrument.Name, instrument.Unit, _kind == MetricKind.Counter);
    }

    public string Name { get; }

    /// <summary>Measurements that had no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Whether measurements of both can go into one.</summary>
    public bool IsLike(MetricFamily other) => _kind == other._kind && _isObservable == other._isObservable;

    /// <summary>A measurement of whole numbers, or of others: one of the two is 0, so that large counts stay exact.</summary>
    public void Record(long whole, double part, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (Find(tags) is not { } series)
        {
            return;
        }

        switch (_kind)
        {
            case MetricKind.Histogram:
                series.Observe(whole + part);
                break;
            case MetricKind.Gauge when !_isObservable:
                series.Set(whole, part);
                break;
            default:
                series.Add(whole, part);
                break;
        }
    }

    /// <summary>Observable instruments say what is, not what was added; several of one name add up.</summary>
    public void BeginScrape()
    {
        if (_isObservable)
        {
            _series = new SeriesTable(_bounds, _limit);
        }
    }

    public void Write(IBufferWriter<byte> output)
    {
        string type = _kind switch
        {
            MetricKind.Counter => "counter",
            MetricKind.Histogram => "histogram",
            _ => "gauge",
        };
        PrometheusText.Header(output, Name, _help, type);
        foreach (MetricSeries series in _series.Snapshot())
        {
            series.Write(output, Name);
        }
    }

    private static MetricKind KindOf(Instrument instrument)
    {
        Type type = instrument.GetType().GetGenericTypeDefinition();
        return type == typeof(Counter<>) || type == typeof(ObservableCounter<>) ? MetricKind.Counter
            : type == typeof(UpDownCounter<>) || type == typeof(ObservableUpDownCounter<>) ? MetricKind.UpDown
            : type == typeof(Histogram<>) ? MetricKind.Histogram
            : MetricKind.Gauge;
    }

    private MetricSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        MetricSeries? series = _series.Find(tags);
        if (series is null)
        {
            Interlocked.Increment(ref _dropped);
        }

        return series;
    }
}

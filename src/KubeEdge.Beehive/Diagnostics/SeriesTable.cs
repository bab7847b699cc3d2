namespace KubeEdge.Beehive.Diagnostics;

/// <summary>The series of a family by their tags. Finding one that is there takes no lock; making one does.</summary>
internal sealed class SeriesTable(double[] bounds, int limit)
{
    private readonly Lock _gate = new();

    // By what they print: tags in another order, or 200 and "200", are the same series.
    private readonly SortedDictionary<string, MetricSeries> _byLabels = new(StringComparer.Ordinal);
    private SeriesEntry?[] _buckets = new SeriesEntry?[8];
    private int _count;

    /// <summary>The series with these tags, made when it is new; null when there are too many.</summary>
    public MetricSeries? Find(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        int hash = SeriesEntry.HashOf(tags);
        return Known(tags, hash) ?? (Volatile.Read(ref _count) < limit ? Make(tags, hash) : null);
    }

    /// <summary>All series, in the order of their labels.</summary>
    public MetricSeries[] Snapshot()
    {
        lock (_gate)
        {
            return [.. _byLabels.Values];
        }
    }

    private MetricSeries? Known(ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash)
    {
        SeriesEntry?[] buckets = Volatile.Read(ref _buckets);
        for (SeriesEntry? entry = Volatile.Read(ref buckets[hash & (buckets.Length - 1)]); entry is not null; entry = entry.Next)
        {
            if (entry.Hash == hash && entry.Has(tags))
            {
                return entry.Series;
            }
        }

        return null;
    }

    private MetricSeries? Make(ReadOnlySpan<KeyValuePair<string, object?>> tags, int hash)
    {
        lock (_gate)
        {
            if (Known(tags, hash) is { } made)
            {
                return made;
            }

            if (_count >= limit)
            {
                return null;
            }

            string labels = PrometheusText.Labels(tags);
            if (!_byLabels.TryGetValue(labels, out MetricSeries? series))
            {
                _byLabels.Add(labels, series = new MetricSeries(labels, bounds));
            }

            if (_count >= _buckets.Length)
            {
                Grow();
            }

            Insert(_buckets, tags.ToArray(), hash, series);
            Volatile.Write(ref _count, _count + 1);
            return series;
        }
    }

    // Readers may be in the old table: its entries stay as they are.
    private void Grow()
    {
        var buckets = new SeriesEntry?[_buckets.Length * 2];
        foreach (SeriesEntry? first in _buckets)
        {
            for (SeriesEntry? entry = first; entry is not null; entry = entry.Next)
            {
                Insert(buckets, entry.Tags, entry.Hash, entry.Series);
            }
        }

        Volatile.Write(ref _buckets, buckets);
    }

    private static void Insert(SeriesEntry?[] buckets, KeyValuePair<string, object?>[] tags, int hash, MetricSeries series)
    {
        ref SeriesEntry? bucket = ref buckets[hash & (buckets.Length - 1)];
        Volatile.Write(ref bucket, new SeriesEntry(tags, hash, series, bucket));
    }
}

namespace KubeEdge.Beehive.Diagnostics;

/// <summary>One combination of tags, as it was measured, and its series.</summary>
internal sealed class SeriesEntry(KeyValuePair<string, object?>[] tags, int hash, MetricSeries series, SeriesEntry? next)
{
    public KeyValuePair<string, object?>[] Tags => tags;

    public int Hash => hash;

    public MetricSeries Series => series;

    /// <summary>The next in the same bucket.</summary>
    public SeriesEntry? Next => next;

    /// <summary>Of the values only: the keys hardly differ within an instrument.</summary>
    public static int HashOf(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        int hash = tags.Length;
        foreach (KeyValuePair<string, object?> tag in tags)
        {
            hash = unchecked((hash * 397) ^ (tag.Value?.GetHashCode() ?? 0));
        }

        return hash;
    }

    public bool Has(ReadOnlySpan<KeyValuePair<string, object?>> others)
    {
        if (others.Length != tags.Length)
        {
            return false;
        }

        for (int i = 0; i < tags.Length; i++)
        {
            if (tags[i].Key != others[i].Key || !Equals(tags[i].Value, others[i].Value))
            {
                return false;
            }
        }

        return true;
    }
}

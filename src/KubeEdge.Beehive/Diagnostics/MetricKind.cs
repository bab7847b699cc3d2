namespace KubeEdge.Beehive.Diagnostics;

/// <summary>What becomes of the measurements of a series.</summary>
internal enum MetricKind
{
    /// <summary>They add up, and never go down.</summary>
    Counter,

    /// <summary>They add up.</summary>
    UpDown,

    /// <summary>The last one counts.</summary>
    Gauge,

    /// <summary>They are counted by size.</summary>
    Histogram,
}

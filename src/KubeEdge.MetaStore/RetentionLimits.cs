namespace KubeEdge.MetaStore;

/// <summary>
/// How long changes stay readable for watches. An event goes when it is beyond both minimums and no cursor needs it, or beyond a maximum,
/// whoever needs it; watches from before it are then too old.
/// </summary>
public sealed class RetentionLimits
{
    /// <summary>The newest so many events are kept. Default 10,000.</summary>
    public int MinEvents { get; set; } = 10_000;

    /// <summary>Events younger than this are kept. Default 10 minutes.</summary>
    public TimeSpan MinAge { get; set; } = TimeSpan.FromMinutes(10);

    /// <summary>Never more events than this. Default 100,000.</summary>
    public int MaxEvents { get; set; } = 100_000;

    /// <summary>Never more bytes in events than this. Default 256 MiB.</summary>
    public long MaxBytes { get; set; } = 256L << 20;
}

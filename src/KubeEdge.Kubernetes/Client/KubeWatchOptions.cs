using KubeEdge.Kubernetes.Selectors;

namespace KubeEdge.Kubernetes.Client;

/// <summary>What to watch, from when, and how long.</summary>
public sealed record KubeWatchOptions
{
    /// <summary>
    /// Version after which changes are wanted: that of a list, an event or a bookmark. Null: the current state first, then changes.
    /// </summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Whether the server may send its version from time to time. Default: true.</summary>
    public bool AllowBookmarks { get; init; } = true;

    /// <summary>
    /// How long the server shall keep the watch open. A watch that is still open 30 s later is cut here, so a dead connection is noticed.
    /// Default: 5 minutes.
    /// </summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Only objects with these labels; null for any. An object that loses them is reported as deleted.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>Only objects with these fields; null for any.</summary>
    public FieldSelector? Fields { get; init; }
}

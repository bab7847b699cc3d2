using KubeEdge.Kubernetes.Selectors;

namespace KubeEdge.Kubernetes.Informers;

/// <summary>What an informer follows, and how it asks.</summary>
public sealed record InformerOptions
{
    /// <summary>Only objects with these labels; null for any.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>Only objects with these fields; null for any.</summary>
    public FieldSelector? Fields { get; init; }

    /// <summary>Objects per page of a list, which bounds what is held beside the known objects. Default: 500.</summary>
    public int PageSize { get; init; } = 500;

    /// <summary>
    /// How long one watch lasts; then the next goes on where it ended. Varied by up to a half so that watches do not end together. Default:
    /// 5 minutes.
    /// </summary>
    public TimeSpan WatchTimeout { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>Source of the jitter. Default: a new one. Not shared with other threads while the informer runs.</summary>
    public Random Random { get; init; } = new();
}

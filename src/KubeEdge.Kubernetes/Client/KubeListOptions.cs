using KubeEdge.Kubernetes.Selectors;

namespace KubeEdge.Kubernetes.Client;

/// <summary>What to list.</summary>
public sealed record KubeListOptions
{
    /// <summary>Objects per page; null for all in one answer. Default: null.</summary>
    public int? Limit { get; init; }

    /// <summary>The previous page's <see cref="KubeList.Continue"/>; null for the first page.</summary>
    public string? Continue { get; init; }

    /// <summary>Not older than this version; null for the newest state, which is the default.</summary>
    public string? ResourceVersion { get; init; }

    /// <summary>Only objects with these labels; null for any.</summary>
    public LabelSelector? Labels { get; init; }

    /// <summary>Only objects with these fields; null for any.</summary>
    public FieldSelector? Fields { get; init; }
}

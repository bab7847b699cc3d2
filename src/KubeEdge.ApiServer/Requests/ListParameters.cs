using KubeEdge.Kubernetes.Selectors;

namespace KubeEdge.ApiServer.Requests;

/// <summary>The query of a list, watch or collection delete, checked.</summary>
internal sealed record ListParameters
{
    public LabelSelector? Labels { get; init; }

    public FieldSelector? Fields { get; init; }

    /// <summary>Null: not given, so the newest state is wanted. 0: any state will do.</summary>
    public ulong? ResourceVersion { get; init; }

    public VersionMatch Match { get; init; }

    /// <summary>Objects per page; 0: all.</summary>
    public int Limit { get; init; }

    public ContinueToken? Continue { get; init; }

    public bool Bookmarks { get; init; }

    public bool SendInitialEvents { get; init; }

    /// <summary>Length of a watch; null: the server decides.</summary>
    public TimeSpan? Timeout { get; init; }

    public bool HasSelectors => Labels is { IsEmpty: false } || Fields is { IsEmpty: false };
}

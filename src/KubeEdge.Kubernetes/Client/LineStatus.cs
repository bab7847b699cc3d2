namespace KubeEdge.Kubernetes.Client;

/// <summary>What a read of a line met.</summary>
internal enum LineStatus
{
    /// <summary>A line.</summary>
    Line,

    /// <summary>The end, after a whole line.</summary>
    End,

    /// <summary>The end, inside a line.</summary>
    Cut,

    /// <summary>A line longer than allowed.</summary>
    TooLong,
}

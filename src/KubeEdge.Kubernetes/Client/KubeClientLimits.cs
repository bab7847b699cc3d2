namespace KubeEdge.Kubernetes.Client;

/// <summary>What the client reads at most. An answer beyond a limit is an error value, never a growing buffer.</summary>
public sealed class KubeClientLimits
{
    /// <summary>Bytes of one answer: an object, or one page of a list. Default: 64 MiB.</summary>
    public int MaxResponseBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>Bytes of one event of a watch. Default: 16 MiB, far beyond the 1.5 MiB that a cluster's store takes.</summary>
    public int MaxWatchEventBytes { get; set; } = 16 * 1024 * 1024;
}

namespace KubeEdge.NodeAgent;

/// <summary>The versions that a node reports.</summary>
internal static class NodeVersions
{
    /// <summary>Semantic versioning: Kubernetes release, release of the original, and after the plus sign what is really running.</summary>
    public static string Kubelet { get; } = $"v1.26.10-kubeedge-v1.15.1+dotnet.{Own}";

    private static string Own => typeof(NodeVersions).Assembly.GetName().Version is { } version
        ? $"{version.Major}.{version.Minor}.{version.Build}"
        : "0";
}

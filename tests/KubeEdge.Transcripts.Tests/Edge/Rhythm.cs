namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>What an edge says from time to time. How often it falls into a recording is a matter of when that began and ended.</summary>
internal static class Rhythm
{
    public static bool Keeps(string line) =>
        line == "keepalive node"
        || line.StartsWith("update kube-node-lease/lease/", StringComparison.Ordinal)
        || (line.StartsWith("patch ", StringComparison.Ordinal) && line.Contains("/nodepatch/", StringComparison.Ordinal));
}

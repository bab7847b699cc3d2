namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>What an edge says from time to time. How often it falls into a recording is a matter of when that began and ended.</summary>
internal static class Rhythm
{
    public static bool Keeps(string line) =>
        line == "keepalive node"
        || line.StartsWith("update kube-node-lease/lease/", StringComparison.Ordinal)
        || (line.StartsWith("patch ", StringComparison.Ordinal) && line.Contains("/nodepatch/", StringComparison.Ordinal));

    /// <summary>
    /// What may come oftener than recorded. Without containers the end of a pod is confirmed each time the cloud shows it ending, and the
    /// recorded cloud shows it again after statuses that such a node does not send.
    /// </summary>
    public static bool MayRepeat(string line) =>
        Keeps(line) || (line.StartsWith("delete ", StringComparison.Ordinal) && line.Contains("/pod/", StringComparison.Ordinal));
}

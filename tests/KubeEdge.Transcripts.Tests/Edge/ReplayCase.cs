namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>A recording and how it is replayed.</summary>
/// <param name="Transcript">Its file.</param>
/// <param name="RunsContainers">Whether the recorded container module's requests are played too; else the node has no such module.</param>
/// <param name="Joins">Whether the recording shows the joining; else it begins with a node that has joined.</param>
internal sealed record ReplayCase(string Transcript, bool RunsContainers = false, bool Joins = false)
{
    public bool IsNewest => Transcript.StartsWith("head-", StringComparison.Ordinal);

    public string Node => IsNewest ? "edge-head-1" : "edge-rig-1";

    public string NodeNamespace => IsNewest ? "null" : "default";

    /// <summary>By what name the exceptions' file knows it.</summary>
    public string Name => RunsContainers ? "containers-" + Transcript : Transcript;
}

namespace KubeEdge.NodeAgent.Nodes;

/// <summary>The conditions of a node: those of every Kubernetes node, and two that only an edge has.</summary>
internal static class ConditionNames
{
    public const string MemoryPressure = "MemoryPressure";

    public const string DiskPressure = "DiskPressure";

    public const string PidPressure = "PIDPressure";

    public const string Ready = "Ready";

    /// <summary>Since when the link to the cloud has been up.</summary>
    public const string EdgeLink = "EdgeLink";

    /// <summary>Whether the node holds what the cloud sends and the cloud has what the node reports.</summary>
    public const string EdgeSynced = "EdgeSynced";
}

namespace KubeEdge.NodeAgent.Cloud;

/// <summary>What a call is about; a tag of the metric.</summary>
internal enum CallKind
{
    Node,
    Lease,
    Status,
    Pod,
}

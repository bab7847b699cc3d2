namespace KubeEdge.Viaduct;

/// <summary>Which generation of the original the peer speaks like. It decides device ids, node namespaces and status objects.</summary>
public enum WireGeneration
{
    /// <summary>Not known yet; detected from the first telling message.</summary>
    Unknown,

    /// <summary>Release 1.15 and its contemporaries: plain device names, namespace <c>default</c> for nodes.</summary>
    Release115,

    /// <summary>The newest releases: <c>namespace/name</c> device ids, namespace <c>null</c> for nodes.</summary>
    Current,
}

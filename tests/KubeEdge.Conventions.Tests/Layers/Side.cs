namespace KubeEdge.Conventions.Tests.Layers;

/// <summary>Which end of the link a package belongs to.</summary>
internal enum Side
{
    /// <summary>Serves both ends.</summary>
    Both,

    /// <summary>Runs at the edge; never references a cloud package.</summary>
    Edge,

    /// <summary>Runs in the cloud; never references an edge package.</summary>
    Cloud,
}

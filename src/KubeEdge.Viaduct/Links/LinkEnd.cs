namespace KubeEdge.Viaduct.Links;

/// <summary>Which end of the connection a link is.</summary>
internal enum LinkEnd
{
    /// <summary>The one that dialed; masks what it sends.</summary>
    Edge,

    /// <summary>The one that accepted.</summary>
    Cloud,
}

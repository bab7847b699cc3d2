namespace KubeEdge.ApiServer.Patching;

/// <summary>The patch formats that are read.</summary>
internal enum PatchKind
{
    /// <summary>RFC 7396.</summary>
    Merge,

    /// <summary>Merge patch that knows the keys of lists; for built-in resources.</summary>
    Strategic,

    /// <summary>RFC 6902.</summary>
    Json,
}

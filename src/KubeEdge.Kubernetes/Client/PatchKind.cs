namespace KubeEdge.Kubernetes.Client;

/// <summary>How a patch describes its change.</summary>
public enum PatchKind
{
    /// <summary>RFC 7396: members replace, null removes, arrays are replaced as a whole.</summary>
    Merge,

    /// <summary>Kubernetes' own: as Merge, but arrays of known types are merged by key. Not for custom resources.</summary>
    Strategic,

    /// <summary>RFC 6902: a list of operations.</summary>
    Json,

    /// <summary>Server-side apply: the fields that this manager wants; creates the object when it is absent.</summary>
    Apply,
}

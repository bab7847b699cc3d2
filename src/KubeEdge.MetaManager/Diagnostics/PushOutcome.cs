namespace KubeEdge.MetaManager.Diagnostics;

/// <summary>What became of a message from the cloud; a tag of the metric.</summary>
internal enum PushOutcome
{
    /// <summary>The store changed.</summary>
    Applied,

    /// <summary>The store was further already, or held another object: acknowledged without effect.</summary>
    Skipped,

    /// <summary>The store could not commit.</summary>
    Failed,

    /// <summary>The path or the content could not be understood.</summary>
    Malformed,

    /// <summary>An answer without an object.</summary>
    NoObject,

    /// <summary>Its source is unknown. Counted beside what became of it.</summary>
    UnknownSource,

    /// <summary>An operation that is not handled here.</summary>
    Unsupported,
}

namespace KubeEdge.MetaManager.Pushes;

/// <summary>What a message asks of the store.</summary>
internal enum PushKind
{
    /// <summary>Not a push of an object: an operation that is not for the store.</summary>
    None,

    /// <summary>Hold this version of an object.</summary>
    Put,

    /// <summary>Do not hold the object any more.</summary>
    Delete,

    /// <summary>An answer that holds no object: <c>OK</c>, or the peer's error. Never stored, needs no acknowledgement.</summary>
    NoObject,

    /// <summary>A push whose path or content cannot be understood.</summary>
    Malformed,
}

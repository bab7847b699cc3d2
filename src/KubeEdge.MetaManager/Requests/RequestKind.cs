namespace KubeEdge.MetaManager.Requests;

/// <summary>How a request of a module of this node is served: the rows of the original's decision table.</summary>
internal enum RequestKind
{
    /// <summary>It is not.</summary>
    Unknown,

    /// <summary>A question that the cloud answers, or the store while the cloud does not.</summary>
    RemoteQuery,

    /// <summary>A question that the store answers.</summary>
    LocalQuery,

    /// <summary>A question for all objects of a type; the store answers it.</summary>
    List,

    /// <summary>A question for a service account token.</summary>
    Token,

    /// <summary>A question or change that only the cloud can answer, of which nothing is kept: leases, signing requests.</summary>
    Remote,

    /// <summary>A new object, made in the cloud.</summary>
    Insert,

    /// <summary>A patch of a pod or node, made in the cloud; the newest one is kept.</summary>
    Patch,

    /// <summary>A delete that the cloud carries out; its push then takes the object from the store.</summary>
    RemoteDelete,

    /// <summary>A delete of a copy.</summary>
    LocalDelete,

    /// <summary>A status that is kept and forwarded; the caller does not wait for the cloud.</summary>
    Report,

    /// <summary>A message that is only forwarded.</summary>
    Forward,

    /// <summary>An answer of the cloud for which nobody waits any more.</summary>
    LateAnswer,

    /// <summary>A volume operation of the cloud that Edged carries out.</summary>
    Volume,
}

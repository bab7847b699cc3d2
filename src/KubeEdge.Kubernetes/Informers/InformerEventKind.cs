namespace KubeEdge.Kubernetes.Informers;

/// <summary>What an informer reports.</summary>
public enum InformerEventKind
{
    /// <summary>An object that was not known.</summary>
    Added,

    /// <summary>A known object in another version.</summary>
    Modified,

    /// <summary>A known object that is gone.</summary>
    Deleted,

    /// <summary>
    /// A list is complete: everything that exists has been reported, and nothing else is known. Comes again after each new list.
    /// </summary>
    Synced,
}

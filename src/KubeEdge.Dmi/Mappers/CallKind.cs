namespace KubeEdge.Dmi.Mappers;

/// <summary>What a mapper has to be told of a device or a model.</summary>
internal enum CallKind
{
    /// <summary>Nothing: it knows.</summary>
    None,

    /// <summary>Nothing yet: a device whose model is not there or not known to it, or a model that goes while it has devices of it.</summary>
    Held,

    Create,

    Update,

    Remove,
}

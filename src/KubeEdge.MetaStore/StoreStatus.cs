namespace KubeEdge.MetaStore;

/// <summary>Whether the store serves.</summary>
public enum StoreStatus
{
    /// <summary>Reads and writes work.</summary>
    Ready,

    /// <summary>Reads work; the last write failed because of the disk. Every further commit tries again.</summary>
    ReadOnly,

    /// <summary>The store is closed.</summary>
    Closed,
}

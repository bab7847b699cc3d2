namespace KubeEdge.MetaStore;

/// <summary>What a completed commit survives.</summary>
public enum Durability
{
    /// <summary>The death of the process. For what the cloud would send again after a power cut.</summary>
    Normal,

    /// <summary>
    /// A power cut: the commit completes after the disk has confirmed it. For what only this side knows, and before an acknowledgement.
    /// </summary>
    Full,
}

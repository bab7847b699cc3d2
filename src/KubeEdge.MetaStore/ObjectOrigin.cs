namespace KubeEdge.MetaStore;

/// <summary>Why an object is in the store. Modules act on what is desired, never on what merely happens to be cached.</summary>
public enum ObjectOrigin
{
    /// <summary>The cloud wants this node to have it. The default.</summary>
    Desired,

    /// <summary>Kept because a local reader asked for it; goes when its lifetime ends (<see cref="PutOptions.Lifetime"/>).</summary>
    Cached,

    /// <summary>Made on this side.</summary>
    Local,
}

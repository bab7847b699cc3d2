namespace KubeEdge.MetaManager.Cloud;

/// <summary>What an answer does to the store.</summary>
internal enum Keeping
{
    /// <summary>Nothing.</summary>
    Nothing,

    /// <summary>A newer version replaces what is stored; what is not stored stays so. For answers to patches.</summary>
    Newer,

    /// <summary>The object is stored; an error leaves the store alone. For answers to inserts.</summary>
    Insert,

    /// <summary>The object is stored, and taken away when the cloud says that it does not exist. For answers to questions.</summary>
    Copy,
}

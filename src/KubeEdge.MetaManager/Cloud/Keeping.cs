namespace KubeEdge.MetaManager.Cloud;

/// <summary>What an answer does to the store.</summary>
internal enum Keeping
{
    /// <summary>A newer version replaces what is stored; what is not stored stays so. For answers to patches.</summary>
    Newer,

    /// <summary>As <see cref="Newer"/>, and only for the very object that is stored. For answers that nobody waits for any more.</summary>
    Late,

    /// <summary>The object is stored; an error leaves the store alone. For answers to inserts.</summary>
    Insert,

    /// <summary>
    /// The object is stored; a copy is taken away when the cloud says that there is no such object. For answers to questions.
    /// </summary>
    Copy,
}

namespace KubeEdge.MetaStore.Integrity;

/// <summary>What a look at the write-ahead log found.</summary>
internal enum WalFault
{
    /// <summary>Whole, or empty.</summary>
    None,

    /// <summary>The last frame is not whole and nothing good follows: a write was cut, or the last commit is damaged.</summary>
    Tail,

    /// <summary>A frame is bad and good ones follow: SQLite would drop them without a word.</summary>
    Middle,

    /// <summary>The header is bad and good frames follow: SQLite would drop all of them.</summary>
    Header,
}

namespace KubeEdge.MetaStore;

/// <summary>Why a store could not be opened or read.</summary>
public enum StoreOpenFailure
{
    /// <summary>Another process, or another store in this process, has the file open.</summary>
    InUse,

    /// <summary>The file was written by a newer version of this package.</summary>
    NewerSchema,

    /// <summary>The file is a SQLite database of something else. It is left untouched.</summary>
    NotAStore,

    /// <summary>The operating system or SQLite refused.</summary>
    InputOutput,
}

namespace KubeEdge.MetaStore.Sqlite;

/// <summary>SQLite refused: the result code says why.</summary>
internal sealed class SqliteFaultException(int code, string message) : Exception(message)
{
    /// <summary>The extended result code.</summary>
    public int Code { get; } = code;

    /// <summary>Whether the file itself is damaged, as opposed to the disk being full or failing.</summary>
    public bool IsDamage => (Code & 0xff) is SQLitePCL.raw.SQLITE_CORRUPT or SQLitePCL.raw.SQLITE_NOTADB;

    /// <summary>
    /// Whether a statement did not fit the tables, which after a successful open means that their definitions are damaged.
    /// </summary>
    public bool IsWrongSchema => Code == SQLitePCL.raw.SQLITE_ERROR;
}

namespace KubeEdge.MetaStore;

/// <summary>Options of a store. Read once, when it is opened.</summary>
public sealed class MetaStoreOptions
{
    /// <summary>
    /// The store file; made with mode 0600 when missing, its folder too. Beside it live <c>-wal</c>, <c>-shm</c> and <c>.lock</c>.
    /// Required.
    /// </summary>
    public string Path { get; set; } = string.Empty;

    /// <summary>How long changes stay readable for watches.</summary>
    public RetentionLimits Retention { get; } = new();

    /// <summary>Largest value of one object, record or queue item, in bytes. Default 8 MiB.</summary>
    public int MaxValueBytes { get; set; } = 8 << 20;

    /// <summary>Largest sum of values in one batch, in bytes. Default 64 MiB.</summary>
    public long MaxBatchBytes { get; set; } = 64L << 20;

    /// <summary>Batches that may wait for the writer; further commits wait for room. Default 1,024.</summary>
    public int WriteQueueLength { get; set; } = 1024;

    /// <summary>Memory for objects read lately, in bytes of JSON; the oldest go first. 0 switches it off. Default 4 MiB.</summary>
    public long ObjectCacheBytes { get; set; } = 4L << 20;

    /// <summary>Memory for the newest events, shared by all watches, in bytes of JSON. Default 2 MiB.</summary>
    public long EventCacheBytes { get; set; } = 2L << 20;

    /// <summary>Page cache of each SQLite connection, in bytes. Default 2 MiB.</summary>
    public long PageCacheBytes { get; set; } = 2L << 20;

    /// <summary>
    /// The write-ahead log is moved into the file when the writer is idle and has written this many bytes, or four times as many without a
    /// pause. Default 8 MiB.
    /// </summary>
    public long CheckpointBytes { get; set; } = 8L << 20;

    /// <summary>
    /// Files up to this size are checked page by page on every open, larger ones only after a damaged write-ahead log. Objects, records,
    /// queues and cursors are verified on every open and on every read, whatever the size. Default 256 MiB.
    /// </summary>
    public long FullCheckBytes { get; set; } = 256L << 20;

    /// <summary>
    /// The SQLite library to load. Null, the default: the system's <c>libsqlite3.so.0</c> when it is newer than the bundled one. The first
    /// store opened in a process decides for all.
    /// </summary>
    public string? SqliteLibrary { get; set; }
}

namespace KubeEdge.MetaStore;

/// <summary>What kind of damage was found.</summary>
public enum DamageKind
{
    /// <summary>A stored object does not match its checksum. It is out of service until it is put again.</summary>
    Object,

    /// <summary>An event of the log does not match its checksum. Watches that would need it are too old.</summary>
    Event,

    /// <summary>A record does not match its checksum and was set aside.</summary>
    Record,

    /// <summary>An item of a durable queue does not match its checksum and was set aside.</summary>
    QueueItem,

    /// <summary>A cursor does not match its checksum. Its reader starts from a snapshot.</summary>
    Cursor,

    /// <summary>The write-ahead log has a bad frame in its middle: commits after it are lost.</summary>
    WriteAheadLog,

    /// <summary>
    /// The write-ahead log ends in an incomplete frame. Normal after a power cut or a killed process, whose last commit was not confirmed
    /// then; otherwise the last commit is lost.
    /// </summary>
    WriteAheadLogTail,

    /// <summary>The file as a whole was unreadable. It was set aside; what could be read was copied into a new one.</summary>
    File,
}

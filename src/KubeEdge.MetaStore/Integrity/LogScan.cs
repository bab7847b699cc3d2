using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>One pass over the log on open: every row verified, the live events collected.</summary>
internal sealed class LogScan
{
    /// <summary>Events after the floor, oldest first, damaged ones too.</summary>
    public List<EventEntry> Events { get; } = [];

    /// <summary>Rows that do not match their checksum.</summary>
    public List<long> Damaged { get; } = [];

    /// <summary>Rows up to the floor; those that nothing points at are left over.</summary>
    public HashSet<long> Old { get; } = [];

    /// <summary>The newest row.</summary>
    public long LastRevision { get; private set; }

    /// <summary>The highest resource version of a whole row.</summary>
    public ulong HighestVersion { get; private set; }

    public static LogScan Run(SqliteDatabase database, long floor)
    {
        var scan = new LogScan();
        using var rows = database.Prepare(CheckedTable.Log.SelectAll);
        while (rows.Step())
        {
            scan.Add(rows, floor);
        }

        return scan;
    }

    private void Add(SqliteStatement row, long floor)
    {
        var header = LogRowReader.Header(row);
        LastRevision = Math.Max(LastRevision, header.Revision);
        var whole = LogRowReader.IsWhole(row);
        if (!whole)
        {
            Damaged.Add(header.Revision);
        }
        else
        {
            HighestVersion = Math.Max(HighestVersion, header.Version);
        }

        if (header.Revision <= floor)
        {
            Old.Add(header.Revision);
        }
        else
        {
            // What a damaged row says of its predecessor is not to be believed.
            Events.Add(new EventEntry(
                header.Revision,
                whole ? header.Version : 0,
                whole ? header.Previous : 0,
                header.Time,
                row.Bytes(12).Length,
                whole && header.Kind == LogKind.Tombstone));
        }
    }
}

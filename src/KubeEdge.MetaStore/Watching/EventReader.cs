using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Watching;

/// <summary>Reads events on a reader's connection.</summary>
internal sealed class EventReader(SqliteDatabase database, DamageReporter damage)
{
    private const int PageBytes = 1 << 20;

    private readonly SqliteStatement _after = database.Prepare(
        $"SELECT {LogRowReader.Columns} FROM log l WHERE l.revision>? AND l.revision<=? ORDER BY l.revision LIMIT ?");

    private readonly SqliteStatement _one = database.Prepare($"SELECT {LogRowReader.Columns} FROM log l WHERE l.revision=?");
    private readonly SqliteStatement _floor = database.Prepare("SELECT floor FROM state WHERE id=1");
    private readonly SqliteStatement _revision = database.Prepare(
        "SELECT max(coalesce((SELECT max(revision) FROM log), 0), coalesce((SELECT max(floor, gap_end) FROM state WHERE id=1), 0))");

    private readonly LogRowReader _rows = new();
    private readonly LogRowReader _previous = new();

    /// <summary>The floor as this transaction sees it.</summary>
    public long Floor()
    {
        var floor = _floor.Step() ? _floor.Int64(0) : 0;
        _floor.Reset();
        return floor;
    }

    /// <summary>The newest revision as this transaction sees it.</summary>
    public long Revision()
    {
        var revision = _revision.Step() ? _revision.Int64(0) : 0;
        _revision.Reset();
        return revision;
    }

    /// <summary>Appends the events of a range, oldest first. Returns the revision up to which the list is complete.</summary>
    public long Read(long after, long upTo, int limit, List<LogEvent> into)
    {
        var (rows, bytes) = (0, 0);
        _after.Bind(1, after).Bind(2, upTo).Bind(3, limit);
        while (_after.Step())
        {
            rows++;
            var found = ReadOne();
            into.Add(found);
            bytes += found.Bytes;
            if (rows == limit || bytes >= PageBytes)
            {
                _after.Reset();
                return found.Revision;
            }
        }

        return upTo;
    }

    private LogEvent ReadOne()
    {
        if (_rows.Read(_after) is not { } row)
        {
            var revision = _after.Int64(0);
            damage.Event(revision);
            return new LogEvent(revision, null, null);
        }

        return new LogEvent(row.Header.Revision, row, row.Header.Previous == 0 ? null : Previous(row.Header.Previous));
    }

    private StoredObject? Previous(long revision)
    {
        if (!_one.Bind(1, revision).Step())
        {
            return null;
        }

        var row = _previous.Read(_one);
        _one.Reset();
        return row?.Object;
    }
}

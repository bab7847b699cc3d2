using KubeEdge.MetaStore.Cursors;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Objects;
using KubeEdge.MetaStore.Queues;
using KubeEdge.MetaStore.Records;
using KubeEdge.MetaStore.Sqlite;
using KubeEdge.MetaStore.Watching;

namespace KubeEdge.MetaStore.Reading;

/// <summary>One reading connection with its prepared statements. Used by one thread at a time, never kept across an await.</summary>
internal sealed class StoreReader : IDisposable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _begin;
    private readonly SqliteStatement _end;

    public StoreReader(string path, long pageCacheBytes, DamageReporter damage)
    {
        _database = SqliteDatabase.Open(path, pageCacheBytes);
        _database.Execute("PRAGMA query_only=1");
        _begin = _database.Prepare("BEGIN");
        _end = _database.Prepare("COMMIT");
        Objects = new ObjectReader(_database, damage);
        Events = new EventReader(_database, damage);
        Records = new RecordReader(_database);
        Queues = new QueueReader(_database);
        Cursors = new CursorReader(_database, damage);
    }

    public ObjectReader Objects { get; }

    public EventReader Events { get; }

    public RecordReader Records { get; }

    public QueueReader Queues { get; }

    public CursorReader Cursors { get; }

    /// <summary>Begins a transaction: everything read until <see cref="End"/> is of one moment.</summary>
    public void Begin() => _begin.Run();

    public void End()
    {
        if (_database.InTransaction)
        {
            _end.Run();
        }
    }

    public void Dispose() => _database.Dispose();
}

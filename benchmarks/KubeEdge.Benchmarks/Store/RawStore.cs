using SQLitePCL;

namespace KubeEdge.Benchmarks.Store;

/// <summary>The floor: the same tables and rows as the store's, by prepared statements on SQLite itself, and nothing else.</summary>
internal sealed class RawStore : IDisposable
{
    private const string Tables = """
        CREATE TABLE log(revision INTEGER PRIMARY KEY, kind INTEGER NOT NULL, type TEXT NOT NULL, namespace TEXT NOT NULL,
            name TEXT NOT NULL, uid TEXT NOT NULL, version INTEGER NOT NULL, origin INTEGER NOT NULL, time INTEGER NOT NULL, expires INTEGER NOT NULL,
            previous INTEGER NOT NULL, crc INTEGER NOT NULL, value BLOB);
        CREATE TABLE objects(type TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL,
            expires INTEGER NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY(type, namespace, name)) WITHOUT ROWID;
        """;

    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _log;
    private readonly sqlite3_stmt _object;
    private readonly sqlite3_stmt _read;
    private readonly sqlite3_stmt _delete;
    private readonly Dictionary<string, long> _current = [];
    private readonly Queue<long> _replaced = [];
    private readonly int _events;
    private long _revision;

    /// <param name="path">The file to make.</param>
    /// <param name="events">So many events stay; the row that an older one replaced is deleted, as the store does.</param>
    public RawStore(string path, int events)
    {
        _events = events;
        raw.sqlite3_open(path, out _database);
        Execute("PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-2048");
        Execute(Tables);
        _log = Prepare(
            """
            INSERT INTO log(revision, kind, type, namespace, name, uid, version, origin, time, expires, previous, crc, value)
            VALUES(?,0,?,?,?,?,?,0,?,0,0,?,?)
            """);
        _object = Prepare("INSERT OR REPLACE INTO objects(type, namespace, name, revision, expires, crc) VALUES(?,?,?,?,0,?)");
        _delete = Prepare("DELETE FROM log WHERE revision=?");
        _read = Prepare(
            """
            SELECT o.revision, o.crc, l.uid, l.version, l.crc, l.value FROM objects o JOIN log l ON l.revision=o.revision
            WHERE o.type=? AND o.namespace=? AND o.name=?
            """);
    }

    public void Begin() => Execute("BEGIN IMMEDIATE");

    public void Commit() => Execute("COMMIT");

    public void Put(string name, byte[] value)
    {
        var revision = ++_revision;
        raw.sqlite3_bind_int64(_log, 1, revision);
        raw.sqlite3_bind_text(_log, 2, "configmaps"u8);
        raw.sqlite3_bind_text(_log, 3, "default"u8);
        raw.sqlite3_bind_text(_log, 4, name);
        raw.sqlite3_bind_text(_log, 5, "6d2e1e9c-0d2c-4b60-9a43-2f3a5c2f6d11"u8);
        raw.sqlite3_bind_int64(_log, 6, revision);
        raw.sqlite3_bind_int64(_log, 7, 1_700_000_000_000);
        raw.sqlite3_bind_int64(_log, 8, 0x12345678);
        raw.sqlite3_bind_blob(_log, 9, value);
        raw.sqlite3_step(_log);
        raw.sqlite3_reset(_log);
        raw.sqlite3_bind_text(_object, 1, "configmaps"u8);
        raw.sqlite3_bind_text(_object, 2, "default"u8);
        raw.sqlite3_bind_text(_object, 3, name);
        raw.sqlite3_bind_int64(_object, 4, revision);
        raw.sqlite3_bind_int64(_object, 5, 0x12345678);
        raw.sqlite3_step(_object);
        raw.sqlite3_reset(_object);
        Retire(name, revision);
    }

    /// <summary>Reads one object: its value, copied, and its numbers.</summary>
    public byte[] Get(string name)
    {
        raw.sqlite3_bind_text(_read, 1, "configmaps"u8);
        raw.sqlite3_bind_text(_read, 2, "default"u8);
        raw.sqlite3_bind_text(_read, 3, name);
        raw.sqlite3_step(_read);
        var value = raw.sqlite3_column_blob(_read, 5).ToArray();
        raw.sqlite3_reset(_read);
        return value;
    }

    public void Dispose()
    {
        _log.Dispose();
        _object.Dispose();
        _read.Dispose();
        _delete.Dispose();
        _database.Dispose();
    }

    private void Retire(string name, long revision)
    {
        _replaced.Enqueue(_current.GetValueOrDefault(name));
        _current[name] = revision;
        if (_replaced.Count > _events && _replaced.Dequeue() is > 0 and var replaced)
        {
            raw.sqlite3_bind_int64(_delete, 1, replaced);
            raw.sqlite3_step(_delete);
            raw.sqlite3_reset(_delete);
        }
    }

    private void Execute(string sql)
    {
        if (raw.sqlite3_exec(_database, sql) != raw.SQLITE_OK)
        {
            throw new InvalidOperationException(raw.sqlite3_errmsg(_database).utf8_to_string());
        }
    }

    private sqlite3_stmt Prepare(string sql) =>
        raw.sqlite3_prepare_v2(_database, sql, out var statement) == raw.SQLITE_OK
            ? statement
            : throw new InvalidOperationException(raw.sqlite3_errmsg(_database).utf8_to_string());
}

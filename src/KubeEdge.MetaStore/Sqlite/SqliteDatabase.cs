using SQLitePCL;

namespace KubeEdge.MetaStore.Sqlite;

/// <summary>
/// One connection to the file and the statements prepared on it. Used by one thread at a time, so SQLite is told to leave out its own
/// locks.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly sqlite3 _handle;
    private readonly List<SqliteStatement> _statements = [];

    private SqliteDatabase(sqlite3 handle) => _handle = handle;

    /// <summary>Changes made through this connection so far.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(_handle);

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(_handle) == 0;

    public static SqliteDatabase Open(string path, long pageCacheBytes)
    {
        var code = raw.sqlite3_open_v2(
            path, out var handle, raw.SQLITE_OPEN_READWRITE | raw.SQLITE_OPEN_CREATE | raw.SQLITE_OPEN_NOMUTEX, null);
        var database = new SqliteDatabase(handle);
        try
        {
            database.ThrowOn(code);
            raw.sqlite3_extended_result_codes(handle, 1);
            raw.sqlite3_busy_timeout(handle, 10_000);
            database.Execute($"PRAGMA cache_size=-{Math.Max(64, pageCacheBytes >> 10)}");
            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v2(_handle, sql, out var handle);
        ThrowOn(code);
        var statement = new SqliteStatement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs statements once; rows are ignored.</summary>
    public void Execute(string sql) => ThrowOn(raw.sqlite3_exec(_handle, sql));

    /// <summary>Runs a statement once and returns the first column of its first row; 0 without a row.</summary>
    public long Scalar(string sql)
    {
        using var statement = Prepare(sql);
        return statement.Step() ? statement.Int64(0) : 0;
    }

    /// <summary>Pages written by this connection since the last call.</summary>
    public int TakePagesWritten()
    {
        const int CacheWrite = 9;
        return raw.sqlite3_db_status(_handle, CacheWrite, out var pages, out _, 1) == raw.SQLITE_OK ? pages : 0;
    }

    /// <summary>Moves what it can from the write-ahead log into the file without waiting for readers.</summary>
    public void Checkpoint() =>
        raw.sqlite3_wal_checkpoint_v2(_handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    public SqliteFaultException Fault(int code) => new(code, $"{raw.sqlite3_errmsg(_handle).utf8_to_string()} (SQLite {code})");

    public void Dispose()
    {
        foreach (var statement in _statements.ToArray())
        {
            statement.Dispose();
        }

        _handle.Dispose();
    }

    internal void Forget(SqliteStatement statement) => _statements.Remove(statement);

    private void ThrowOn(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw Fault(code);
        }
    }
}

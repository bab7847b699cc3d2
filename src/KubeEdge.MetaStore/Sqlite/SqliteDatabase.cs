using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace KubeEdge.MetaStore.Sqlite;

/// <summary>One connection to the file and the statements prepared on it. Used by one thread at a time.</summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly List<SqliteStatement> _statements = [];

    private SqliteDatabase(SqliteConnection connection) => _connection = connection;

    public sqlite3 Handle => _connection.Handle ?? throw new ObjectDisposedException(nameof(SqliteDatabase));

    /// <summary>Changes made through this connection so far.</summary>
    public int TotalChanges => raw.sqlite3_total_changes(Handle);

    /// <summary>Whether a transaction is open.</summary>
    public bool InTransaction => raw.sqlite3_get_autocommit(Handle) == 0;

    public static SqliteDatabase Open(string path, long pageCacheBytes, bool readOnly = false)
    {
        var text = new SqliteConnectionStringBuilder
        {
            DataSource = path,
            Mode = readOnly ? SqliteOpenMode.ReadOnly : SqliteOpenMode.ReadWriteCreate,
            Pooling = false,
        };
        var database = new SqliteDatabase(new SqliteConnection(text.ToString()));
        try
        {
            database._connection.Open();
            raw.sqlite3_extended_result_codes(database.Handle, 1);
            raw.sqlite3_busy_timeout(database.Handle, 10_000);
            database.Execute($"PRAGMA cache_size=-{Math.Max(64, pageCacheBytes >> 10)}");
            return database;
        }
        catch (SqliteException e)
        {
            database.Dispose();
            throw new SqliteFaultException(e.SqliteExtendedErrorCode, e.Message);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    public SqliteStatement Prepare(string sql)
    {
        var code = raw.sqlite3_prepare_v2(Handle, sql, out var handle);
        ThrowOn(code);
        var statement = new SqliteStatement(this, handle);
        _statements.Add(statement);
        return statement;
    }

    /// <summary>Runs statements once; rows are ignored.</summary>
    public void Execute(string sql) => ThrowOn(raw.sqlite3_exec(Handle, sql));

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
        return raw.sqlite3_db_status(Handle, CacheWrite, out var pages, out _, 1) == raw.SQLITE_OK ? pages : 0;
    }

    /// <summary>Moves what it can from the write-ahead log into the file without waiting for readers.</summary>
    public void Checkpoint() =>
        raw.sqlite3_wal_checkpoint_v2(Handle, "main", raw.SQLITE_CHECKPOINT_PASSIVE, out _, out _);

    public SqliteFaultException Fault(int code) => new(code, $"{raw.sqlite3_errmsg(Handle).utf8_to_string()} (SQLite {code})");

    public void Dispose()
    {
        foreach (var statement in _statements.ToArray())
        {
            statement.Dispose();
        }

        _connection.Dispose();
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

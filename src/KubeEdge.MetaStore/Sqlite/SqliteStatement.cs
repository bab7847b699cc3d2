using SQLitePCL;

namespace KubeEdge.MetaStore.Sqlite;

/// <summary>A statement prepared once. Spans of a row are valid until the next step or reset.</summary>
internal sealed class SqliteStatement(SqliteDatabase database, sqlite3_stmt handle) : IDisposable
{
    public SqliteStatement Bind(int index, long value)
    {
        Check(raw.sqlite3_bind_int64(handle, index, value));
        return this;
    }

    public SqliteStatement BindText(int index, ReadOnlySpan<byte> utf8)
    {
        // An empty span would bind NULL.
        Check(utf8.IsEmpty ? raw.sqlite3_bind_text(handle, index, string.Empty) : raw.sqlite3_bind_text(handle, index, utf8));
        return this;
    }

    public SqliteStatement BindText(int index, string text)
    {
        Check(raw.sqlite3_bind_text(handle, index, text));
        return this;
    }

    public SqliteStatement BindBlob(int index, ReadOnlySpan<byte> bytes)
    {
        Check(bytes.IsEmpty ? raw.sqlite3_bind_zeroblob(handle, index, 0) : raw.sqlite3_bind_blob(handle, index, bytes));
        return this;
    }

    public SqliteStatement BindNull(int index)
    {
        Check(raw.sqlite3_bind_null(handle, index));
        return this;
    }

    /// <summary>Goes to the next row; false at the end, where the statement is ready for the next use.</summary>
    public bool Step()
    {
        var code = raw.sqlite3_step(handle);
        if (code == raw.SQLITE_ROW)
        {
            return true;
        }

        if (code == raw.SQLITE_DONE)
        {
            raw.sqlite3_reset(handle);
            return false;
        }

        var fault = database.Fault(code);
        raw.sqlite3_reset(handle);
        throw fault;
    }

    /// <summary>Runs a statement that returns no rows.</summary>
    public void Run()
    {
        while (Step())
        {
        }
    }

    public long Int64(int column) => raw.sqlite3_column_int64(handle, column);

    public bool IsNull(int column) => raw.sqlite3_column_type(handle, column) == raw.SQLITE_NULL;

    /// <summary>Text as UTF-8 or a blob.</summary>
    public ReadOnlySpan<byte> Bytes(int column) => raw.sqlite3_column_blob(handle, column);

    /// <summary>Binds the columns of this row to the parameters of another statement.</summary>
    public void CopyTo(SqliteStatement target, int columns)
    {
        for (var i = 0; i < columns; i++)
        {
            switch (raw.sqlite3_column_type(handle, i))
            {
                case raw.SQLITE_NULL:
                    target.BindNull(i + 1);
                    break;
                case raw.SQLITE_TEXT:
                    target.BindText(i + 1, Bytes(i));
                    break;
                case raw.SQLITE_BLOB:
                    target.BindBlob(i + 1, Bytes(i));
                    break;
                default:
                    target.Bind(i + 1, Int64(i));
                    break;
            }
        }
    }

    public void Reset() => raw.sqlite3_reset(handle);

    public void Dispose()
    {
        database.Forget(this);
        handle.Dispose();
    }

    private void Check(int code)
    {
        if (code != raw.SQLITE_OK)
        {
            throw database.Fault(code);
        }
    }
}

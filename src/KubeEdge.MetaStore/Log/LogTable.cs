using System.Text;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Log;

/// <summary>The writer's hand on the log.</summary>
internal sealed class LogTable
{
    private readonly KeyBinding _insert;
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _delete;
    private readonly LogRowReader _rows = new();
    private byte[] _uid = new byte[64];

    public LogTable(SqliteDatabase database)
    {
        _insert = new KeyBinding(
            database.Prepare(
                """
                INSERT INTO log(type, namespace, name, revision, kind, uid, version, origin, time, expires, previous, crc, value)
                VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)
                """),
            1);
        _find = database.Prepare($"SELECT {LogRowReader.Columns} FROM log l WHERE l.revision=?");
        _delete = database.Prepare("DELETE FROM log WHERE revision=?");
    }

    public void Insert(in LogHeader header, KeyText key, string uid, ReadOnlySpan<byte> value, bool hasValue)
    {
        var uidText = Encode(uid);
        var insert = _insert.Bind(key)
            .Bind(4, header.Revision)
            .Bind(5, (long)header.Kind)
            .BindText(6, uidText)
            .Bind(7, (long)header.Version)
            .Bind(8, (long)header.Origin)
            .Bind(9, header.Time)
            .Bind(10, header.Expires)
            .Bind(11, header.Previous)
            .Bind(12, RowChecksum.OfLog(header, key.Type, key.Namespace, key.Name, uidText, value, hasValue));
        if (hasValue)
        {
            insert.BindBlob(13, value);
        }
        else
        {
            insert.BindNull(13);
        }

        insert.Run();
    }

    /// <summary>The row of a revision; null when it is missing or damaged.</summary>
    public LogRow? Find(long revision)
    {
        if (!_find.Bind(1, revision).Step())
        {
            return null;
        }

        var row = _rows.Read(_find);
        _find.Reset();
        return row;
    }

    public void Delete(long revision) => _delete.Bind(1, revision).Run();

    private ReadOnlySpan<byte> Encode(string uid)
    {
        var room = Encoding.UTF8.GetMaxByteCount(uid.Length);
        if (_uid.Length < room)
        {
            _uid = new byte[room];
        }

        return _uid.AsSpan(0, Encoding.UTF8.GetBytes(uid, _uid));
    }
}

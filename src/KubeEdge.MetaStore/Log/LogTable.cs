using System.Text;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Log;

/// <summary>The writer's hand on the log.</summary>
internal sealed class LogTable(SqliteDatabase database)
{
    private readonly SqliteStatement _insert = database.Prepare(
        """
        INSERT INTO log(revision, kind, type, namespace, name, uid, version, origin, time, expires, previous, crc, value)
        VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?)
        """);

    private readonly SqliteStatement _find = database.Prepare($"SELECT {LogRowReader.Columns} FROM log l WHERE l.revision=?");
    private readonly SqliteStatement _delete = database.Prepare("DELETE FROM log WHERE revision=?");
    private readonly LogRowReader _rows = new();
    private byte[] _uid = new byte[64];

    public void Insert(in LogHeader header, KeyText key, string uid, ReadOnlySpan<byte> value, bool hasValue)
    {
        var uidText = Encode(uid);
        _insert.Bind(1, header.Revision)
            .Bind(2, (long)header.Kind)
            .BindText(3, key.Type)
            .BindText(4, key.Namespace)
            .BindText(5, key.Name)
            .BindText(6, uidText)
            .Bind(7, (long)header.Version)
            .Bind(8, (long)header.Origin)
            .Bind(9, header.Time)
            .Bind(10, header.Expires)
            .Bind(11, header.Previous)
            .Bind(12, RowChecksum.OfLog(header, key.Type, key.Namespace, key.Name, uidText, value, hasValue));
        if (hasValue)
        {
            _insert.BindBlob(13, value);
        }
        else
        {
            _insert.BindNull(13);
        }

        _insert.Run();
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

using System.Text;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Log;

/// <summary>Reads log rows out of statements and checks them. One thread at a time.</summary>
internal sealed class LogRowReader
{
    /// <summary>The columns, in the order in which this reads them, of the table alias <c>l</c>.</summary>
    public const string Columns =
        "l.revision, l.kind, l.type, l.namespace, l.name, l.uid, l.version, l.origin, l.time, l.expires, l.previous, l.crc, l.value";

    private readonly KeyReader _keys = new();

    /// <summary>The row; null when it does not match its checksum.</summary>
    /// <param name="statement">Stands on a row with <see cref="Columns"/>.</param>
    /// <param name="first">Index of the first of them.</param>
    public LogRow? Read(SqliteStatement statement, int first = 0) => Read(statement, first, null, default);

    /// <summary>The same for a row whose key is known, which saves making it; null also when the row has another key.</summary>
    public LogRow? Read(SqliteStatement statement, int first, KeyText? expected, in ResourceKey key)
    {
        var header = Header(statement, first);
        var type = statement.Bytes(first + 2);
        var @namespace = statement.Bytes(first + 3);
        var name = statement.Bytes(first + 4);
        var uid = statement.Bytes(first + 5);
        var hasValue = !statement.IsNull(first + 12);
        var value = statement.Bytes(first + 12);
        if (RowChecksum.OfLog(header, type, @namespace, name, uid, value, hasValue) != statement.Int64(first + 11)
            || (expected is not null && !expected.Equals(type, @namespace, name)))
        {
            return null;
        }

        var rowKey = expected is null ? _keys.Read(type, @namespace, name) : key;
        var stored = new StoredObject(
            rowKey, Encoding.UTF8.GetString(uid), header.Version, header.Revision, header.Origin, value.ToArray());
        return new LogRow(header, stored, hasValue);
    }

    /// <summary>Whether the row matches its checksum.</summary>
    public static bool IsWhole(SqliteStatement statement) =>
        RowChecksum.OfLog(
            Header(statement, 0),
            statement.Bytes(2),
            statement.Bytes(3),
            statement.Bytes(4),
            statement.Bytes(5),
            statement.Bytes(12),
            !statement.IsNull(12)) == statement.Int64(11);

    /// <summary>The numbers of the row.</summary>
    public static LogHeader Header(SqliteStatement statement, int first) => new(
        statement.Int64(first),
        (LogKind)statement.Int64(first + 1),
        (ulong)statement.Int64(first + 6),
        (ObjectOrigin)statement.Int64(first + 7),
        statement.Int64(first + 8),
        statement.Int64(first + 9),
        statement.Int64(first + 10));
}

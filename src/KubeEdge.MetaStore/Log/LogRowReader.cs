using System.Text;
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
    public LogRow? Read(SqliteStatement statement)
    {
        if (!IsWhole(statement))
        {
            return null;
        }

        var header = Header(statement);
        var stored = new StoredObject(
            _keys.Read(statement.Bytes(2), statement.Bytes(3), statement.Bytes(4)),
            Encoding.UTF8.GetString(statement.Bytes(5)),
            header.Version,
            header.Revision,
            header.Origin,
            statement.Bytes(12).ToArray());
        return new LogRow(header, stored, !statement.IsNull(12));
    }

    /// <summary>Whether the row matches its checksum.</summary>
    public static bool IsWhole(SqliteStatement statement) =>
        RowChecksum.OfLog(
            Header(statement),
            statement.Bytes(2),
            statement.Bytes(3),
            statement.Bytes(4),
            statement.Bytes(5),
            statement.Bytes(12),
            !statement.IsNull(12)) == statement.Int64(11);

    /// <summary>The numbers of the row.</summary>
    public static LogHeader Header(SqliteStatement statement) => new(
        statement.Int64(0),
        (LogKind)statement.Int64(1),
        (ulong)statement.Int64(6),
        (ObjectOrigin)statement.Int64(7),
        statement.Int64(8),
        statement.Int64(9),
        statement.Int64(10));
}

using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>A table whose rows carry checksums.</summary>
/// <param name="Name">The table.</param>
/// <param name="Columns">All its columns, in the order in which <paramref name="IsWhole"/> reads them.</param>
/// <param name="Order">Its primary key.</param>
/// <param name="IsWhole">Whether a row with these columns matches its checksum.</param>
internal sealed record CheckedTable(string Name, string Columns, string Order, Func<SqliteStatement, bool> IsWhole)
{
    public static CheckedTable Log { get; } = new(
        "log", LogRowReader.Columns.Replace("l.", "", StringComparison.Ordinal), "revision", LogRowReader.IsWhole);

    public static CheckedTable Objects { get; } = new(
        "objects",
        "type, namespace, name, revision, expires, crc",
        "type, namespace, name",
        static row => RowChecksum.OfObject(row.Bytes(0), row.Bytes(1), row.Bytes(2), row.Int64(3), row.Int64(4)) == row.Int64(5));

    public static CheckedTable Records { get; } = new(
        "records", "id, collection, key, crc, value", "id",
        static row => RowChecksum.OfRecord(row.Bytes(1), row.Bytes(2), row.Bytes(4)) == row.Int64(3));

    public static CheckedTable Queues { get; } = new(
        "queues", "id, name, acknowledged, crc", "id",
        static row => RowChecksum.OfNamed(row.Bytes(1), row.Int64(0), row.Int64(2)) == row.Int64(3));

    public static CheckedTable Items { get; } = new(
        "items", "id, time, crc, value", "id",
        static row => RowChecksum.OfItem(row.Int64(0), row.Int64(1), row.Bytes(3)) == row.Int64(2));

    public static CheckedTable Cursors { get; } = new(
        "cursors", "name, revision, crc", "name",
        static row => RowChecksum.OfNamed(row.Bytes(0), row.Int64(1)) == row.Int64(2));

    /// <summary>Those that a salvage copies, objects after the log that they point into.</summary>
    public static IReadOnlyList<CheckedTable> All { get; } = [Log, Objects, Records, Queues, Items, Cursors];

    public string SelectAll => $"SELECT {Columns} FROM {Name} ORDER BY {Order}";

    /// <summary>The same from the other end, for what lies behind a hole.</summary>
    public string SelectBackwards => $"SELECT {Columns} FROM {Name} ORDER BY {Order.Replace(",", " DESC,", StringComparison.Ordinal)} DESC";
}

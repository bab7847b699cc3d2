using System.Text;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Records;

/// <summary>The writer's hand on the records.</summary>
internal sealed class RecordTable(SqliteDatabase database)
{
    private readonly SqliteStatement _put = database.Prepare(
        """
        INSERT INTO records(collection, key, crc, value) VALUES(?,?,?,?)
        ON CONFLICT(collection, key) DO UPDATE SET crc=excluded.crc, value=excluded.value
        """);

    private readonly SqliteStatement _delete = database.Prepare("DELETE FROM records WHERE collection=? AND key=?");

    public void Put(ReadOnlySpan<byte> collection, ReadOnlySpan<byte> key, ReadOnlySpan<byte> value) => _put
        .BindText(1, collection)
        .BindText(2, key)
        .Bind(3, RowChecksum.OfRecord(collection, key, value))
        .BindBlob(4, value)
        .Run();

    /// <summary>Moves a damaged record out of service.</summary>
    public void SetAside(Quarantine quarantine, string collection, string key, long now)
    {
        using var find = database.Prepare($"SELECT {CheckedTable.Records.Columns} FROM records WHERE collection=? AND key=?");
        find.BindText(1, Encoding.UTF8.GetBytes(collection)).BindText(2, Encoding.UTF8.GetBytes(key));
        if (find.Step())
        {
            var (id, whole) = (find.Int64(0), CheckedTable.Records.IsWhole(find));
            find.Reset();
            if (!whole)
            {
                quarantine.SetAside(CheckedTable.Records, id, now);
            }
        }
    }

    public bool Delete(ReadOnlySpan<byte> collection, ReadOnlySpan<byte> key)
    {
        var before = database.TotalChanges;
        _delete.BindText(1, collection).BindText(2, key).Run();
        return database.TotalChanges != before;
    }
}

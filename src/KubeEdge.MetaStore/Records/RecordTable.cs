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

    public bool Delete(ReadOnlySpan<byte> collection, ReadOnlySpan<byte> key)
    {
        var before = database.TotalChanges;
        _delete.BindText(1, collection).BindText(2, key).Run();
        return database.TotalChanges != before;
    }
}

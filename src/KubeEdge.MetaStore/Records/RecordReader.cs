using System.Text;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Records;

/// <summary>Reads records on a reader's connection.</summary>
internal sealed class RecordReader(SqliteDatabase database)
{
    private readonly SqliteStatement _get = database.Prepare("SELECT key, crc, value FROM records WHERE collection=? AND key=?");

    private readonly SqliteStatement _page = database.Prepare(
        "SELECT key, crc, value FROM records WHERE collection=? AND key>? ORDER BY key LIMIT ?");

    /// <summary>
    /// The bytes of a record; null when there is none. A damaged one is left out and named in <paramref name="damaged"/>.
    /// </summary>
    public byte[]? Get(ReadOnlySpan<byte> collection, ReadOnlySpan<byte> key, out string? damaged)
    {
        damaged = null;
        if (!_get.BindText(1, collection).BindText(2, key).Step())
        {
            return null;
        }

        var value = Read(_get, collection, ref damaged);
        _get.Reset();
        return value?.Value;
    }

    /// <summary>The records after a key, ordered.</summary>
    public List<KeyValuePair<string, byte[]>> Page(
        ReadOnlySpan<byte> collection, string after, int limit, out string? last, out string? damaged)
    {
        var page = new List<KeyValuePair<string, byte[]>>();
        var rows = 0;
        (last, damaged) = (null, null);
        _page.BindText(1, collection).BindText(2, Encoding.UTF8.GetBytes(after)).Bind(3, limit);
        while (_page.Step())
        {
            rows++;
            last = Encoding.UTF8.GetString(_page.Bytes(0));
            if (Read(_page, collection, ref damaged) is { } record)
            {
                page.Add(record);
            }
        }

        last = rows < limit ? null : last;
        return page;
    }

    private static KeyValuePair<string, byte[]>? Read(SqliteStatement row, ReadOnlySpan<byte> collection, ref string? damaged)
    {
        var key = row.Bytes(0);
        var value = row.Bytes(2);
        if (RowChecksum.OfRecord(collection, key, value) == row.Int64(1))
        {
            return new(Encoding.UTF8.GetString(key), value.ToArray());
        }

        damaged = Encoding.UTF8.GetString(key);
        return null;
    }
}

using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Queues;

/// <summary>Reads items on a reader's connection.</summary>
internal sealed class QueueReader(SqliteDatabase database)
{
    private const int PageBytes = 1 << 20;

    private readonly SqliteStatement _page = database.Prepare(
        "SELECT id, time, crc, value FROM items WHERE id>? AND id<? ORDER BY id LIMIT ?");

    /// <summary>Items after a sequence. Damaged ones are left out and named in <paramref name="damaged"/>.</summary>
    public List<QueueItem> Read(long queue, long after, int limit, out List<long>? damaged)
    {
        var page = new List<QueueItem>();
        var bytes = 0;
        damaged = null;
        _page.Bind(1, QueueTable.ItemId(queue, after)).Bind(2, QueueTable.ItemId(queue + 1, 0)).Bind(3, limit);
        while (_page.Step())
        {
            var (id, time) = (_page.Int64(0), _page.Int64(1));
            var value = _page.Bytes(3);
            if (RowChecksum.OfItem(id, time, value) != _page.Int64(2))
            {
                (damaged ??= []).Add(QueueTable.SequenceOf(id));
                continue;
            }

            page.Add(new QueueItem(QueueTable.SequenceOf(id), DateTimeOffset.FromUnixTimeMilliseconds(time), value.ToArray()));
            bytes += value.Length;
            if (bytes >= PageBytes)
            {
                _page.Reset();
                break;
            }
        }

        return page;
    }
}

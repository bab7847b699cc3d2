using System.Collections.Concurrent;
using System.Text;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Queues;

/// <summary>
/// The writer's hand on the durable queues. The row id of an item is the number of its queue and its sequence, so that the items of a queue
/// lie together in order without an index.
/// </summary>
internal sealed class QueueTable
{
    private const int SequenceBits = 40;
    private readonly SqliteDatabase _database;
    private readonly ConcurrentDictionary<string, QueueState> _states;
    private readonly SqliteStatement _insert;
    private readonly SqliteStatement _measure;
    private readonly SqliteStatement _oldest;
    private readonly SqliteStatement _delete;
    private readonly SqliteStatement _set;
    private readonly List<(QueueState State, QueuePosition Position)> _undo = [];
    private long _lastId;

    public QueueTable(SqliteDatabase database, ConcurrentDictionary<string, QueueState> states)
    {
        (_database, _states) = (database, states);
        _insert = database.Prepare("INSERT INTO items(id, time, crc, value) VALUES(?,?,?,?)");
        _measure = database.Prepare("SELECT count(*), sum(length(value)) FROM items WHERE id BETWEEN ? AND ?");
        _oldest = database.Prepare("SELECT id, length(value) FROM items WHERE id BETWEEN ? AND ? ORDER BY id LIMIT 1");
        _delete = database.Prepare("DELETE FROM items WHERE id BETWEEN ? AND ?");
        _set = database.Prepare("INSERT OR REPLACE INTO queues(id, name, acknowledged, crc) VALUES(?,?,?,?)");
    }

    public int UndoPoint => _undo.Count;

    /// <summary>Items thrown away by <see cref="QueueFullPolicy.DropOldest"/> since the last call.</summary>
    public long Dropped { get; private set; }

    public static long ItemId(long queue, long sequence) => (queue << SequenceBits) | sequence;

    public static long SequenceOf(long id) => id & ((1L << SequenceBits) - 1);

    public static long QueueOf(long id) => id >> SequenceBits;

    /// <summary>Brings the states back from the file.</summary>
    public void Load()
    {
        using var queues = _database.Prepare("SELECT id, name, acknowledged FROM queues");
        using var items = _database.Prepare("SELECT count(*), sum(length(value)), max(id) FROM items WHERE id BETWEEN ? AND ?");
        while (queues.Step())
        {
            var id = queues.Int64(0);
            var name = Encoding.UTF8.GetString(queues.Bytes(1));
            items.Bind(1, ItemId(id, 0)).Bind(2, ItemId(id + 1, 0) - 1).Step();
            var tail = items.IsNull(2) ? 0 : SequenceOf(items.Int64(2));
            var state = _states.GetOrAdd(name, static key => new QueueState(key));
            state.Working = new QueuePosition(
                id, Math.Max(tail, queues.Int64(2)), queues.Int64(2), items.Int64(0), items.Int64(1));
            state.Publish();
            items.Reset();
            _lastId = Math.Max(_lastId, id);
        }

        // Items of a queue whose row was damaged keep their number to themselves.
        _lastId = Math.Max(_lastId, QueueOf(_database.Scalar("SELECT max(id) FROM items")));
    }

    public void Append(QueueState state, ReadOnlySpan<byte> item, long now)
    {
        Remember(state);
        var position = state.Working;
        if (position.Id == 0)
        {
            position = position with { Id = ++_lastId };
            Write(state.Name, position);
        }

        var id = ItemId(position.Id, position.Tail + 1);
        _insert.Bind(1, id).Bind(2, now).Bind(3, RowChecksum.OfItem(id, now, item)).BindBlob(4, item).Run();
        state.Working = position with { Tail = position.Tail + 1, Count = position.Count + 1, Bytes = position.Bytes + item.Length };
    }

    /// <summary>An item was set aside: counts its queue again.</summary>
    public void Forget(long id)
    {
        foreach (var state in _states.Values)
        {
            if (state.Working.Id == QueueOf(id))
            {
                Remember(state);
                _measure.Bind(1, ItemId(state.Working.Id, 0)).Bind(2, ItemId(state.Working.Id + 1, 0) - 1).Step();
                state.Working = state.Working with { Count = _measure.Int64(0), Bytes = _measure.Int64(1) };
                _measure.Reset();
            }
        }
    }

    public void DropOldest(QueueState state)
    {
        var queue = state.Working.Id;
        if (_oldest.Bind(1, ItemId(queue, 0)).Bind(2, ItemId(queue + 1, 0) - 1).Step())
        {
            var sequence = SequenceOf(_oldest.Int64(0));
            _oldest.Reset();
            Remove(state, sequence, sequence);
            Dropped++;
        }
        else
        {
            // The items counted were set aside as damaged.
            Remember(state);
            state.Working = state.Working with { Count = 0, Bytes = 0 };
        }
    }

    /// <summary>Removes the items of a range of sequences; false when there were none.</summary>
    public bool Remove(QueueState state, long from, long to)
    {
        var position = state.Working;
        to = Math.Min(to, position.Tail);
        var (first, last) = (ItemId(position.Id, from), ItemId(position.Id, to));
        if (position.Id == 0 || to < from)
        {
            return false;
        }

        _measure.Bind(1, first).Bind(2, last).Step();
        var (count, bytes) = (_measure.Int64(0), _measure.Int64(1));
        _measure.Reset();
        if (count == 0)
        {
            return false;
        }

        Remember(state);
        _delete.Bind(1, first).Bind(2, last).Run();
        position = position with
        {
            Acknowledged = Math.Max(position.Acknowledged, to), Count = position.Count - count, Bytes = position.Bytes - bytes,
        };

        // Kept so that a sequence is never used twice, even when the queue is empty at a restart.
        Write(state.Name, position);
        state.Working = position;
        return true;
    }

    public void Rollback(int undoPoint)
    {
        for (var i = _undo.Count - 1; i >= undoPoint; i--)
        {
            _undo[i].State.Working = _undo[i].Position;
        }

        _undo.RemoveRange(undoPoint, _undo.Count - undoPoint);
    }

    /// <summary>Shows readers what is committed; returns how many items were dropped.</summary>
    public long Committed()
    {
        foreach (var (state, _) in _undo)
        {
            state.Publish();
        }

        _undo.Clear();
        var dropped = Dropped;
        Dropped = 0;
        return dropped;
    }

    private void Remember(QueueState state) => _undo.Add((state, state.Working));

    private void Write(string name, in QueuePosition position) => _set
        .Bind(1, position.Id)
        .BindText(2, name)
        .Bind(3, position.Acknowledged)
        .Bind(4, RowChecksum.OfNamed(Encoding.UTF8.GetBytes(name), position.Id, position.Acknowledged))
        .Run();
}

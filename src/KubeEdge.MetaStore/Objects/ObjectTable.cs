using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Objects;

/// <summary>The writer's hand on the pointers to current objects.</summary>
internal sealed class ObjectTable
{
    private readonly SqliteStatement _find;
    private readonly SqliteStatement _due;
    private readonly SqliteStatement _nextExpiry;
    private readonly KeyBinding _findKey;
    private readonly KeyBinding _setKey;
    private readonly KeyBinding _moveKey;
    private readonly KeyBinding _removeKey;
    private readonly KeyReader _keys = new();

    public ObjectTable(SqliteDatabase database)
    {
        _find = database.Prepare("SELECT revision, expires, crc FROM objects WHERE type=? AND namespace=? AND name=?");
        _findKey = new KeyBinding(_find, 1);
        _setKey = new KeyBinding(
            database.Prepare(
                """
                INSERT INTO objects(type, namespace, name, revision, expires, crc) VALUES(?,?,?,?,?,?)
                ON CONFLICT(type, namespace, name) DO UPDATE SET revision=excluded.revision, expires=excluded.expires, crc=excluded.crc
                """),
            1);
        _moveKey = new KeyBinding(
            database.Prepare("UPDATE objects SET revision=?4, expires=?5, crc=?6 WHERE type=?1 AND namespace=?2 AND name=?3"), 1);
        _removeKey = new KeyBinding(database.Prepare("DELETE FROM objects WHERE type=? AND namespace=? AND name=?"), 1);
        _due = database.Prepare("SELECT type, namespace, name FROM objects WHERE expires>0 AND expires<=? LIMIT ?");
        _nextExpiry = database.Prepare("SELECT min(expires) FROM objects WHERE expires>0");
    }

    /// <summary>The pointer of an object; revision 0 when there is none, −1 when the row is damaged.</summary>
    public ObjectPointer Find(KeyText key)
    {
        if (!_findKey.Bind(key).Step())
        {
            return default;
        }

        var pointer = new ObjectPointer(_find.Int64(0), _find.Int64(1));
        var sum = _find.Int64(2);
        _find.Reset();
        return sum == RowChecksum.OfObject(key.Type, key.Namespace, key.Name, pointer.Revision, pointer.Expires)
            ? pointer
            : new ObjectPointer(-1, 0);
    }

    /// <summary>Sets the pointer, whether there is one or not.</summary>
    public void Set(KeyText key, long revision, long expires) => Write(_setKey, key, revision, expires);

    /// <summary>Sets a pointer that is there, which is the cheaper way.</summary>
    public void Move(KeyText key, long revision, long expires) => Write(_moveKey, key, revision, expires);

    public void Remove(KeyText key) => _removeKey.Bind(key).Run();

    /// <summary>Keys of objects whose lifetime has ended.</summary>
    public List<Kubernetes.Names.ResourceKey> Due(long now, int limit)
    {
        var keys = new List<Kubernetes.Names.ResourceKey>();
        _due.Bind(1, now).Bind(2, limit);
        while (_due.Step())
        {
            keys.Add(_keys.Read(_due.Bytes(0), _due.Bytes(1), _due.Bytes(2)));
        }

        return keys;
    }

    /// <summary>Unix milliseconds of the next end of a lifetime; 0 when nothing ends.</summary>
    public long NextExpiry()
    {
        var next = _nextExpiry.Step() && !_nextExpiry.IsNull(0) ? _nextExpiry.Int64(0) : 0;
        _nextExpiry.Reset();
        return next;
    }

    private static void Write(KeyBinding statement, KeyText key, long revision, long expires) => statement
        .Bind(key)
        .Bind(4, revision)
        .Bind(5, expires)
        .Bind(6, RowChecksum.OfObject(key.Type, key.Namespace, key.Name, revision, expires))
        .Run();
}

using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Objects;

/// <summary>The writer's hand on the pointers to current objects.</summary>
internal sealed class ObjectTable(SqliteDatabase database)
{
    private readonly SqliteStatement _find = database.Prepare(
        "SELECT revision, expires, crc FROM objects WHERE type=? AND namespace=? AND name=?");

    private readonly SqliteStatement _set = database.Prepare(
        """
        INSERT INTO objects(type, namespace, name, revision, expires, crc) VALUES(?,?,?,?,?,?)
        ON CONFLICT(type, namespace, name) DO UPDATE SET revision=excluded.revision, expires=excluded.expires, crc=excluded.crc
        """);

    private readonly SqliteStatement _remove = database.Prepare("DELETE FROM objects WHERE type=? AND namespace=? AND name=?");

    private readonly SqliteStatement _due = database.Prepare(
        "SELECT type, namespace, name FROM objects WHERE expires>0 AND expires<=? LIMIT ?");

    private readonly SqliteStatement _nextExpiry = database.Prepare("SELECT min(expires) FROM objects WHERE expires>0");
    private readonly KeyReader _keys = new();

    /// <summary>The pointer of an object; revision 0 when there is none, −1 when the row is damaged.</summary>
    public ObjectPointer Find(KeyText key)
    {
        if (!_find.BindText(1, key.Type).BindText(2, key.Namespace).BindText(3, key.Name).Step())
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

    public void Set(KeyText key, long revision, long expires) => _set
        .BindText(1, key.Type)
        .BindText(2, key.Namespace)
        .BindText(3, key.Name)
        .Bind(4, revision)
        .Bind(5, expires)
        .Bind(6, RowChecksum.OfObject(key.Type, key.Namespace, key.Name, revision, expires))
        .Run();

    public void Remove(KeyText key) => _remove.BindText(1, key.Type).BindText(2, key.Namespace).BindText(3, key.Name).Run();

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
}

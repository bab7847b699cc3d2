using System.Text;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Objects;

/// <summary>Reads current objects on a reader's connection. What does not match its checksum is reported, never returned.</summary>
internal sealed class ObjectReader
{
    private const int PageBytes = 1 << 20;

    // The key of the log row is not read: its checksum covers it, so that it is verified all the same, against the key that is wanted.
    private const string Columns =
        "o.revision, o.expires, o.crc, l.kind, l.version, l.origin, l.time, l.expires, l.previous, l.crc, l.uid, l.value";

    private const string Tables = "FROM objects o LEFT JOIN log l ON l.revision=o.revision";

    private readonly SqliteStatement _get;
    private readonly KeyBinding _getKey;
    private readonly SqliteStatement _page;
    private readonly SqliteStatement _pageOfNamespace;
    private readonly SqliteStatement _origin;
    private readonly DamageReporter _damage;
    private readonly KeyText _key = new();
    private readonly KeyText _listed = new();
    private readonly KeyReader _keys = new();

    public ObjectReader(SqliteDatabase database, DamageReporter damage)
    {
        const string Listed = $"SELECT {Columns}, o.namespace, o.name {Tables} WHERE o.type=?";
        _damage = damage;
        _get = database.Prepare($"SELECT {Columns} {Tables} WHERE o.type=? AND o.namespace=? AND o.name=?");
        _getKey = new KeyBinding(_get, 1);
        _page = database.Prepare($"{Listed} AND (o.namespace, o.name)>(?,?) ORDER BY o.namespace, o.name LIMIT ?");
        _pageOfNamespace = database.Prepare($"{Listed} AND o.namespace=? AND o.name>? ORDER BY o.name LIMIT ?");
        _origin = database.Prepare(
            $"SELECT {Columns}, o.namespace, o.name, o.type {Tables} WHERE l.origin=? ORDER BY o.type, o.namespace, o.name");
    }

    public StoredObject? Get(in ResourceKey key)
    {
        _key.Set(key);
        if (!_getKey.Bind(_key).Step())
        {
            return null;
        }

        var found = Read(_get, _key, key);
        _get.Reset();
        return found;
    }

    /// <summary>Appends the objects of a query that come after a key. Selectors are the caller's business.</summary>
    /// <returns>The last key looked at, to go on from; null at the end.</returns>
    public ResourceKey? Page(in ResourceQuery query, in ResourceKey? after, int limit, List<StoredObject> into)
    {
        _key.Set(new ResourceKey(query.Group, query.Resource, after?.Namespace ?? query.Namespace, after?.Name ?? string.Empty));
        var statement = (query.Namespace is null ? _page : _pageOfNamespace)
            .BindText(1, _key.Type).BindText(2, _key.Namespace).BindText(3, _key.Name).Bind(4, limit);
        ResourceKey? last = null;
        var (rows, bytes) = (0, 0);
        while (statement.Step())
        {
            rows++;
            var key = _keys.Read(_key.Type, statement.Bytes(12), statement.Bytes(13));
            last = key;
            _listed.Set(key);
            if (Read(statement, _listed, key) is { } stored)
            {
                into.Add(stored);
                bytes += stored.Json.Length;
            }

            if (bytes >= PageBytes)
            {
                statement.Reset();
                return last;
            }
        }

        return rows < limit ? null : last;
    }

    /// <summary>Keys and versions of all objects of one origin. Each is verified like any other read.</summary>
    public List<InventoryEntry> Inventory(ObjectOrigin origin, CancellationToken cancellationToken)
    {
        var entries = new List<InventoryEntry>();
        _origin.Bind(1, (long)origin);
        try
        {
            while (_origin.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var key = _keys.Read(_origin.Bytes(14), _origin.Bytes(12), _origin.Bytes(13));
                _listed.Set(key);
                if (Read(_origin, _listed, key) is { } stored)
                {
                    entries.Add(new InventoryEntry(key, stored.Uid, stored.ResourceVersion));
                }
            }
        }
        finally
        {
            _origin.Reset();
        }

        return entries;
    }

    private StoredObject? Read(SqliteStatement row, KeyText text, in ResourceKey key)
    {
        var revision = row.Int64(0);
        if (RowChecksum.OfObject(text.Type, text.Namespace, text.Name, revision, row.Int64(1)) == row.Int64(2) && !row.IsNull(11))
        {
            var header = new LogHeader(
                revision, (LogKind)row.Int64(3), (ulong)row.Int64(4), (ObjectOrigin)row.Int64(5), row.Int64(6), row.Int64(7), row.Int64(8));
            var uid = row.Bytes(10);
            var value = row.Bytes(11);
            if (header.Kind == LogKind.Put
                && RowChecksum.OfLog(header, text.Type, text.Namespace, text.Name, uid, value, hasValue: true) == row.Int64(9))
            {
                return new StoredObject(key, Encoding.UTF8.GetString(uid), header.Version, revision, header.Origin, value.ToArray());
            }
        }

        _damage.Object(key, revision);
        return null;
    }
}

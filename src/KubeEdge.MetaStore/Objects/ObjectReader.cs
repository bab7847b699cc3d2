using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Objects;

/// <summary>Reads current objects on a reader's connection. What does not match its checksum is reported, never returned.</summary>
internal sealed class ObjectReader(SqliteDatabase database, DamageReporter damage)
{
    private const int PageBytes = 1 << 20;
    private const int LogColumns = 4;

    private const string Select =
        $"SELECT o.namespace, o.name, o.expires, o.crc, {LogRowReader.Columns}, o.revision FROM objects o LEFT JOIN log l ON l.revision=o.revision ";

    private readonly SqliteStatement _get = database.Prepare($"{Select} WHERE o.type=? AND o.namespace=? AND o.name=?");

    private readonly SqliteStatement _page = database.Prepare(
        $"{Select} WHERE o.type=? AND (o.namespace, o.name)>(?,?) ORDER BY o.namespace, o.name LIMIT ?");

    private readonly SqliteStatement _pageOfNamespace = database.Prepare(
        $"{Select} WHERE o.type=? AND o.namespace=? AND o.name>? ORDER BY o.name LIMIT ?");

    private readonly SqliteStatement _origin = database.Prepare(
        $"SELECT o.namespace, o.name, o.expires, o.crc, {LogRowReader.Columns}, o.revision, o.type FROM objects o JOIN log l ON l.revision=o.revision "
        + "WHERE l.origin=? ORDER BY o.type, o.namespace, o.name");

    private readonly KeyText _key = new();
    private readonly KeyText _listed = new();
    private readonly KeyReader _keys = new();
    private readonly LogRowReader _rows = new();

    public StoredObject? Get(in ResourceKey key)
    {
        _key.Set(key);
        if (!_get.BindText(1, _key.Type).BindText(2, _key.Namespace).BindText(3, _key.Name).Step())
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
        var (group, resource) = (query.Group, query.Resource);
        _key.Set(new ResourceKey(group, resource, after?.Namespace ?? query.Namespace, after?.Name ?? string.Empty));
        var statement = (query.Namespace is null ? _page : _pageOfNamespace)
            .BindText(1, _key.Type).BindText(2, _key.Namespace).BindText(3, _key.Name).Bind(4, limit);
        ResourceKey? last = null;
        var (rows, bytes) = (0, 0);
        while (statement.Step())
        {
            rows++;
            var key = _keys.Read(_key.Type, statement.Bytes(0), statement.Bytes(1));
            last = key;
            if (ReadListed(statement, key) is { } stored)
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

    /// <summary>All objects of an origin. Each is read whole, because only so its checksum tells whether it can be served.</summary>
    public List<InventoryEntry> Inventory(ObjectOrigin origin, CancellationToken cancellationToken)
    {
        const int Type = LogColumns + 14;
        var entries = new List<InventoryEntry>();
        _origin.Bind(1, (long)origin);
        try
        {
            while (_origin.Step())
            {
                cancellationToken.ThrowIfCancellationRequested();
                var key = _keys.Read(_origin.Bytes(Type), _origin.Bytes(0), _origin.Bytes(1));
                if (ReadListed(_origin, key) is { } stored)
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

    private StoredObject? ReadListed(SqliteStatement statement, in ResourceKey key)
    {
        _listed.Set(key);
        return Read(statement, _listed, key);
    }

    private StoredObject? Read(SqliteStatement statement, KeyText text, in ResourceKey key)
    {
        const int Revision = LogColumns + 13;
        var revision = statement.Int64(Revision);
        if (RowChecksum.OfObject(text.Type, text.Namespace, text.Name, revision, statement.Int64(2)) == statement.Int64(3)
            && !statement.IsNull(LogColumns)
            && _rows.Read(statement, LogColumns, text, key) is { Header.Kind: LogKind.Put } row)
        {
            return row.Object;
        }

        damage.Object(key, revision);
        return null;
    }
}

using System.Text;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>
/// Where damaged rows go: out of service, their bytes kept for the operator (the newest 1,000). It also knows which objects are missing
/// because
/// of damage, so that their deletion by the cloud still becomes an event.
/// </summary>
internal sealed class Quarantine
{
    private readonly SqliteDatabase _database;
    private readonly HashSet<ResourceKey> _missing = [];
    private readonly KeyReader _keys = new();
    private readonly KeyText _key = new();
    private bool _changed;

    public Quarantine(SqliteDatabase database)
    {
        _database = database;
        Reload();
    }

    /// <summary>Whether a stored object of this key was damaged and has not come back.</summary>
    public bool IsMissing(in ResourceKey key) => _missing.Count > 0 && _missing.Contains(key);

    /// <summary>Makes memory follow a rollback.</summary>
    public void Undo()
    {
        if (_changed)
        {
            Reload();
        }
    }

    public void Committed() => _changed = false;

    private void Reload()
    {
        _changed = false;
        _missing.Clear();
        using var rows = _database.Prepare("SELECT DISTINCT type, namespace, name FROM quarantine WHERE source='objects'");
        while (rows.Step())
        {
            _missing.Add(_keys.Read(rows.Bytes(0), rows.Bytes(1), rows.Bytes(2)));
        }
    }

    /// <summary>Whether a row does not match its checksum when it is read here too: a reader may have had passing trouble.</summary>
    public bool IsDamaged(CheckedTable table, long row)
    {
        using var find = _database.Prepare($"SELECT {table.Columns} FROM {table.Name} WHERE {table.Order}=?");
        return find.Bind(1, row).Step() && !table.IsWhole(find);
    }

    /// <summary>Moves a row by its number.</summary>
    public void SetAside(CheckedTable table, long row, long now)
    {
        var key = table == CheckedTable.Log ? "type, namespace, name" : "NULL, NULL, NULL";
        var value = table == CheckedTable.Queues ? "name" : "value";
        using var copy = _database.Prepare(
            $"""
            INSERT INTO quarantine(source, time, row, type, namespace, name, detail, value)
            SELECT '{table.Name}', ?, {table.Order}, {key}, 'does not match its checksum', {value} FROM {table.Name} WHERE {table.Order}=?
            """);
        copy.Bind(1, now).Bind(2, row).Run();
        using var delete = _database.Prepare($"DELETE FROM {table.Name} WHERE {table.Order}=?");
        delete.Bind(1, row).Run();
        _database.Execute("DELETE FROM quarantine WHERE id <= (SELECT max(id) FROM quarantine) - 1000");
    }

    /// <summary>Takes an object out of service: its pointer goes, its key is remembered.</summary>
    public void SetAsideObject(in ResourceKey key, long revision, long now)
    {
        _key.Set(key);
        using var remember = _database.Prepare(
            "INSERT INTO quarantine(source, time, row, type, namespace, name, detail) VALUES('objects', ?, ?, ?, ?, ?, 'out of service')");
        remember.Bind(1, now).Bind(2, revision).BindText(3, _key.Type).BindText(4, _key.Namespace).BindText(5, _key.Name).Run();
        using var delete = _database.Prepare("DELETE FROM objects WHERE type=? AND namespace=? AND name=?");
        delete.BindText(1, _key.Type).BindText(2, _key.Namespace).BindText(3, _key.Name).Run();
        _missing.Add(key);
        _changed = true;
    }

    public void RemoveCursor(string name)
    {
        using var delete = _database.Prepare("DELETE FROM cursors WHERE name=?");
        delete.BindText(1, Encoding.UTF8.GetBytes(name)).Run();
    }

    /// <summary>The object is back, or is deleted for good.</summary>
    public void Settle(in ResourceKey key)
    {
        if (_missing.Remove(key))
        {
            _changed = true;
            _key.Set(key);
            using var delete = _database.Prepare("DELETE FROM quarantine WHERE source='objects' AND type=? AND namespace=? AND name=?");
            delete.BindText(1, _key.Type).BindText(2, _key.Namespace).BindText(3, _key.Name).Run();
        }
    }
}

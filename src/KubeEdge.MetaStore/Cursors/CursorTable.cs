using System.Text;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Cursors;

/// <summary>The writer's hand on the cursors, which it also keeps in memory.</summary>
internal sealed class CursorTable
{
    private readonly SqliteDatabase _database;
    private readonly SqliteStatement _set;
    private readonly SqliteStatement _remove;
    private readonly Dictionary<string, long> _positions = [];
    private readonly List<(string Name, long Position)> _undo = [];

    public CursorTable(SqliteDatabase database)
    {
        _set = database.Prepare("INSERT OR REPLACE INTO cursors(name, revision, crc) VALUES(?,?,?)");
        _remove = database.Prepare("DELETE FROM cursors WHERE name=?");
        _database = database;
    }

    /// <summary>The cursor furthest behind.</summary>
    public long Lowest
    {
        get
        {
            var lowest = long.MaxValue;
            foreach (var position in _positions.Values)
            {
                lowest = Math.Min(lowest, position);
            }

            return lowest;
        }
    }

    /// <summary>Marks how far back a rollback must go.</summary>
    public int UndoPoint => _undo.Count;

    /// <summary>Brings the positions back from the file.</summary>
    public void Load()
    {
        using var all = _database.Prepare("SELECT name, revision FROM cursors");
        while (all.Step())
        {
            _positions[Encoding.UTF8.GetString(all.Bytes(0))] = all.Int64(1);
        }
    }

    public bool Advance(string name, long revision)
    {
        var known = _positions.TryGetValue(name, out var position);
        if (known && position >= revision)
        {
            return false;
        }

        Remember(name, known ? position : -1);
        _positions[name] = revision;
        _set.BindText(1, name).Bind(2, revision).Bind(3, RowChecksum.OfNamed(Encoding.UTF8.GetBytes(name), revision)).Run();
        return true;
    }

    public bool Remove(string name)
    {
        if (!_positions.Remove(name, out var position))
        {
            return false;
        }

        Remember(name, position);
        _remove.BindText(1, name).Run();
        return true;
    }

    public void Rollback(int undoPoint)
    {
        for (var i = _undo.Count - 1; i >= undoPoint; i--)
        {
            var (name, position) = _undo[i];
            if (position < 0)
            {
                _positions.Remove(name);
            }
            else
            {
                _positions[name] = position;
            }
        }

        _undo.RemoveRange(undoPoint, _undo.Count - undoPoint);
    }

    public void Committed() => _undo.Clear();

    private void Remember(string name, long position) => _undo.Add((name, position));
}

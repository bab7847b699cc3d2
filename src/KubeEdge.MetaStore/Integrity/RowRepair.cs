using System.Text;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Sqlite;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>Verifies every row on open and takes the damaged ones out of service.</summary>
internal sealed class RowRepair(WriteSession session, DamageReporter damage)
{
    private readonly SqliteDatabase _database = session.Database;

    /// <summary>Runs inside a transaction of the caller; returns what the log holds.</summary>
    /// <param name="floor">Events up to it are retired.</param>
    public LogScan Run(long floor)
    {
        var log = LogScan.Run(_database, floor);
        var damaged = log.Damaged.ToHashSet();
        var objects = ObjectScan.Run(_database, damaged);
        foreach (var (key, revision) in objects.Lost)
        {
            damage.Object(key, revision);
            session.Quarantine.SetAsideObject(key, revision, session.Now);
        }

        foreach (var revision in log.Damaged)
        {
            damage.Event(revision);
            if (revision <= floor)
            {
                session.Quarantine.SetAside(CheckedTable.Log, revision, session.Now);
            }
        }

        RepairPointers(objects, log.Damaged.Count == 0);
        RemoveLeftOver(log, objects.Current);
        RepairRows(CheckedTable.Records);
        RepairRows(CheckedTable.Items);
        RepairRows(CheckedTable.Queues);
        RepairCursors();
        return log;
    }

    private void RepairPointers(ObjectScan objects, bool logIsWhole)
    {
        foreach (var (type, @namespace, name) in objects.BadPointers)
        {
            var key = new KeyReader().Read(type, @namespace, name);
            damage.Object(key, 0);
            using var delete = _database.Prepare("DELETE FROM objects WHERE type=? AND namespace=? AND name=?");
            delete.BindText(1, type).BindText(2, @namespace).BindText(3, name).Run();
        }

        // The newest row of a key is the truth about it, unless rows are missing: then the cloud is asked instead of guessing.
        if (objects.BadPointers.Count > 0 && logIsWhole)
        {
            Rebuild(objects);
        }
    }

    private void Rebuild(ObjectScan objects)
    {
        var found = new List<(long Revision, long Expires, Kubernetes.Names.ResourceKey Key)>();
        using (var newest = _database.Prepare("SELECT type, namespace, name, max(revision), kind, expires FROM log GROUP BY 1, 2, 3"))
        {
            var keys = new KeyReader();
            while (newest.Step())
            {
                if (newest.Int64(4) == (long)LogKind.Put && objects.Current.Add(newest.Int64(3)))
                {
                    found.Add((newest.Int64(3), newest.Int64(5), keys.Read(newest.Bytes(0), newest.Bytes(1), newest.Bytes(2))));
                }
            }
        }

        foreach (var (revision, expires, key) in found)
        {
            session.Key.Set(key);
            session.Objects.Set(session.Key, revision, expires);
        }
    }

    /// <summary>Rows that nothing can reach any more, left by an interrupted retirement or by damage.</summary>
    private void RemoveLeftOver(LogScan log, HashSet<long> current)
    {
        log.Old.ExceptWith(current);
        foreach (var entry in log.Events)
        {
            log.Old.Remove(entry.Previous);
        }

        foreach (var revision in log.Old)
        {
            session.Log.Delete(revision);
        }
    }

    private void RepairRows(CheckedTable table)
    {
        var bad = new List<(long Row, string Name)>();
        using (var rows = _database.Prepare(table.SelectAll))
        {
            while (rows.Step())
            {
                if (!table.IsWhole(rows))
                {
                    bad.Add((rows.Int64(0), table == CheckedTable.Records ? Encoding.UTF8.GetString(rows.Bytes(2)) : string.Empty));
                }
            }
        }

        foreach (var (row, name) in bad)
        {
            if (table == CheckedTable.Records)
            {
                damage.Record(table.Name, name);
            }
            else
            {
                damage.Item(table.Name, row, row);
            }

            session.Quarantine.SetAside(table, row, session.Now);
        }
    }

    private void RepairCursors()
    {
        var bad = new List<string>();
        using (var rows = _database.Prepare(CheckedTable.Cursors.SelectAll))
        {
            while (rows.Step())
            {
                if (!CheckedTable.Cursors.IsWhole(rows))
                {
                    bad.Add(Encoding.UTF8.GetString(rows.Bytes(0)));
                }
            }
        }

        foreach (var name in bad)
        {
            damage.Cursor(name);
            session.Quarantine.RemoveCursor(name);
        }
    }
}

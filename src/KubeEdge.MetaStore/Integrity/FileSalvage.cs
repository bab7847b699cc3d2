using KubeEdge.MetaStore.Schema;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>
/// Copies what can be read and verified of a damaged file into a new one and puts that in its place; the damaged one stays beside it.
/// Can be killed at any point: the copy is made first, then the names change.
/// </summary>
internal sealed class FileSalvage(string path, long pageCacheBytes)
{
    private string Copy => path + ".salvage";

    /// <summary>Gives the copy its name if a salvage was killed between the two renames.</summary>
    public void FinishInterrupted(string stamp)
    {
        if (!File.Exists(path) && File.Exists(Copy))
        {
            PutInPlace($"{path}.quarantine-{stamp}");
        }
    }

    /// <returns>The new name of the damaged file.</returns>
    public string Run(string stamp, long now)
    {
        Delete(Copy);
        using (var target = SqliteDatabase.Open(Copy, pageCacheBytes))
        {
            target.Execute("PRAGMA synchronous=FULL");
            var state = CopyAll(target, now);
            StoreSchema.WriteState(target, state);
        }

        var aside = $"{path}.quarantine-{stamp}";
        File.Move(path, aside);
        PutInPlace(aside);
        return aside;
    }

    private static void Delete(string file)
    {
        File.Delete(file);
        File.Delete(file + "-journal");
    }

    private void PutInPlace(string aside)
    {
        // The log and the index belong to the damaged file and must not meet the new one.
        if (File.Exists(path + "-wal"))
        {
            File.Move(path + "-wal", aside + "-wal", overwrite: true);
        }

        File.Delete(path + "-shm");
        File.Move(Copy, path);
    }

    private StoreState CopyAll(SqliteDatabase target, long now)
    {
        StoreSchema.Create(target, default);
        var state = new StoreState(now, 0, 0, 0, 0, 0);
        try
        {
            SqliteHeader.Restore(path);
            using var source = SqliteDatabase.Open(path, pageCacheBytes);
            StoreSchema.RestoreDefinitions(source);
            foreach (var table in CheckedTable.All)
            {
                new TableCopy(path, source, target, table).Run();
            }

            state = ReadState(source) ?? state;
        }
        catch (SqliteFaultException)
        {
            // Nothing more can be read. The clock makes sure that revisions do not start again where somebody has been.
        }

        target.Execute("DELETE FROM objects WHERE revision NOT IN (SELECT revision FROM log)");
        return state;
    }

    private static StoreState? ReadState(SqliteDatabase source)
    {
        try
        {
            var table = new StateTable(source);
            return table.TryLoad() ? table.Current : null;
        }
        catch (SqliteFaultException)
        {
            return null;
        }
    }
}

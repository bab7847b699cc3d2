using System.Text;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Importing;

/// <summary>
/// A copy of the original's database, so that the original stays as it is whatever happens: SQLite finishes an interrupted transaction
/// by writing into the file.
/// </summary>
internal sealed class OriginalFile : IDisposable
{
    private static readonly string[] _suffixes = [string.Empty, "-journal", "-wal"];
    private readonly string _path;
    private readonly DirectoryInfo _folder;
    private readonly SqliteDatabase _database;

    private OriginalFile(string path, DirectoryInfo folder, SqliteDatabase database) =>
        (_path, _folder, _database) = (path, folder, database);

    public static OriginalFile Open(string path)
    {
        if (!File.Exists(path))
        {
            throw new MetaStoreException(StoreOpenFailure.InputOutput, path, $"{path}: there is no such file");
        }

        SqliteLibrary.Load(null);
        var folder = Directory.CreateTempSubdirectory("kubeedge-import-");
        SqliteDatabase? database = null;
        try
        {
            database = SqliteDatabase.Open(Copy(path, folder), pageCacheBytes: 1 << 20);
            Check(database, path);
            return new OriginalFile(path, folder, database);
        }
        catch (SqliteFaultException fault)
        {
            Discard(folder, database);
            throw NotAStore(path, fault);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            Discard(folder, database);
            throw new MetaStoreException(StoreOpenFailure.InputOutput, path, $"{path} cannot be copied: {fault.Message}", fault);
        }
        catch
        {
            Discard(folder, database);
            throw;
        }
    }

    /// <summary>What the cloud sent to the node.</summary>
    public List<OriginalRow> ReadMeta() => Read("meta", "SELECT key, type, value FROM meta ORDER BY key");

    /// <summary>What local readers of the API were given.</summary>
    public List<OriginalRow> ReadMetaV2() => Read("meta_v2", "SELECT key, '', value FROM meta_v2 ORDER BY key");

    /// <summary>The topics that the cloud had subscribed to for its rules.</summary>
    public List<OriginalRow> ReadTopics() => Read("sub_topics", "SELECT topic, '', '' FROM sub_topics ORDER BY topic");

    public void Dispose() => Discard(_folder, _database);

    private static string Copy(string path, DirectoryInfo folder)
    {
        var copy = Path.Combine(folder.FullName, "edgecore.db");
        foreach (var suffix in _suffixes)
        {
            if (File.Exists(path + suffix))
            {
                File.Copy(path + suffix, copy + suffix);
            }
        }

        return copy;
    }

    // A file that is being written while it is copied shows as a broken one.
    private static void Check(SqliteDatabase database, string path)
    {
        using var check = database.Prepare("PRAGMA quick_check(1)");
        if (!check.Step() || !check.Bytes(0).SequenceEqual("ok"u8))
        {
            throw new MetaStoreException(
                StoreOpenFailure.NotAStore,
                path,
                $"{path}: the file is damaged, or EdgeCore is still running: {Encoding.UTF8.GetString(check.Bytes(0))}");
        }
    }

    private static void Discard(DirectoryInfo folder, SqliteDatabase? database)
    {
        database?.Dispose();
        folder.Delete(recursive: true);
    }

    private static MetaStoreException NotAStore(string path, SqliteFaultException fault) =>
        new(StoreOpenFailure.NotAStore, path, $"{path}: {fault.Message}", fault);

    private List<OriginalRow> Read(string table, string sql)
    {
        try
        {
            return ReadAll(table, sql);
        }
        catch (SqliteFaultException fault)
        {
            // Tables of these names that are somebody else's.
            throw NotAStore(_path, fault);
        }
    }

    // Either table is missing where the original never ran the module that owns it.
    private List<OriginalRow> ReadAll(string table, string sql)
    {
        var rows = new List<OriginalRow>();
        using var exists = _database.Prepare("SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = ?").BindText(1, table);
        if (!exists.Step() || exists.Int64(0) == 0)
        {
            return rows;
        }

        using var select = _database.Prepare(sql);
        while (select.Step())
        {
            rows.Add(new OriginalRow(
                Encoding.UTF8.GetString(select.Bytes(0)), Encoding.UTF8.GetString(select.Bytes(1)), select.Bytes(2).ToArray()));
        }

        return rows;
    }
}

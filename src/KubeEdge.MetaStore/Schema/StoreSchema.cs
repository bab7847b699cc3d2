using System.Text;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Schema;

/// <summary>The tables. A value is written once, into <c>log</c>; <c>objects</c> points at it.</summary>
internal static class StoreSchema
{
    public const int Version = 1;

    /// <summary>"KEMS" in the header of the file says whose it is.</summary>
    public const int ApplicationId = 0x4b454d53;

    private const string Tables = """
        CREATE TABLE state(id INTEGER PRIMARY KEY, schema INTEGER NOT NULL, reserved INTEGER NOT NULL, floor INTEGER NOT NULL,
            version INTEGER NOT NULL, gap_start INTEGER NOT NULL, gap_end INTEGER NOT NULL, touched INTEGER NOT NULL, crc INTEGER NOT NULL);
        CREATE TABLE log(revision INTEGER PRIMARY KEY, kind INTEGER NOT NULL, type TEXT NOT NULL, namespace TEXT NOT NULL,
            name TEXT NOT NULL, uid TEXT NOT NULL, version INTEGER NOT NULL, origin INTEGER NOT NULL, time INTEGER NOT NULL, expires INTEGER NOT NULL,
            previous INTEGER NOT NULL, crc INTEGER NOT NULL, value BLOB);
        CREATE TABLE objects(type TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL, revision INTEGER NOT NULL,
            expires INTEGER NOT NULL, crc INTEGER NOT NULL, PRIMARY KEY(type, namespace, name)) WITHOUT ROWID;
        CREATE TABLE records(id INTEGER PRIMARY KEY, collection TEXT NOT NULL, key TEXT NOT NULL, crc INTEGER NOT NULL, value BLOB NOT NULL,
            UNIQUE(collection, key));
        CREATE TABLE queues(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, acknowledged INTEGER NOT NULL, crc INTEGER NOT NULL);
        CREATE TABLE items(id INTEGER PRIMARY KEY, time INTEGER NOT NULL, crc INTEGER NOT NULL, value BLOB NOT NULL);
        CREATE TABLE cursors(name TEXT PRIMARY KEY, revision INTEGER NOT NULL, crc INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE quarantine(id INTEGER PRIMARY KEY, source TEXT NOT NULL, time INTEGER NOT NULL, row INTEGER, type TEXT, namespace TEXT,
            name TEXT, detail TEXT NOT NULL, value BLOB);
        """;

    /// <summary>Whether the file holds nothing yet.</summary>
    public static bool IsEmpty(SqliteDatabase database) =>
        database.Scalar("SELECT count(*) FROM sqlite_master") == 0 && database.Scalar("PRAGMA user_version") == 0;

    /// <summary>Whether the definitions of the tables are those that <see cref="Create"/> writes.</summary>
    public static bool HasExpectedTables(SqliteDatabase database)
    {
        var expected = Definitions();
        var found = 0;
        using var rows = database.Prepare("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL");
        while (rows.Step())
        {
            found++;
            if (!expected.TryGetValue(Encoding.UTF8.GetString(rows.Bytes(0)), out var sql) || !rows.Bytes(1).SequenceEqual(sql))
            {
                return false;
            }
        }

        return found == expected.Count;
    }

    /// <summary>The definition of each table, as SQLite keeps it.</summary>
    public static Dictionary<string, byte[]> Definitions()
    {
        using var fresh = SqliteDatabase.Open(":memory:", 0);
        fresh.Execute(Tables);
        var definitions = new Dictionary<string, byte[]>(StringComparer.Ordinal);
        using var rows = fresh.Prepare("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL");
        while (rows.Step())
        {
            definitions.Add(Encoding.UTF8.GetString(rows.Bytes(0)), rows.Bytes(1).ToArray());
        }

        return definitions;
    }

    /// <summary>Makes the tables.</summary>
    /// <param name="database">An empty file.</param>
    /// <param name="state">What the history begins with.</param>
    public static void Create(SqliteDatabase database, in StoreState state)
    {
        database.Execute($"BEGIN IMMEDIATE; {Tables} PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version}");
        WriteState(database, state);
        database.Execute("COMMIT");
    }

    public static void WriteState(SqliteDatabase database, in StoreState state) => new StateTable(database).Write(state);

    /// <summary>Puts the right definitions over damaged ones, so that the rows behind them can be read.</summary>
    public static void RestoreDefinitions(SqliteDatabase database)
    {
        database.Execute("PRAGMA writable_schema=ON");
        using (var update = database.Prepare("UPDATE sqlite_master SET sql=? WHERE name=? AND type='table'"))
        {
            foreach (var (name, sql) in Definitions())
            {
                update.BindText(1, sql).BindText(2, name).Run();
            }
        }

        database.Execute("PRAGMA writable_schema=RESET");
    }

    /// <summary>Refuses files of somebody else and files of a later version; both are left as they are.</summary>
    public static void Check(SqliteDatabase database, string path)
    {
        var application = database.Scalar("PRAGMA application_id");
        var version = database.Scalar("PRAGMA user_version");
        if (application == ApplicationId && version == Version)
        {
            return;
        }

        // The state row repeats the version under a checksum: if it says that the file is ours and of this version, only the header is hit.
        var tables = database.Scalar("SELECT count(*) FROM sqlite_master WHERE name IN ('log', 'objects', 'state', 'quarantine')");
        if (tables == 4 && new StateTable(database).TryLoad())
        {
            database.Execute($"PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version}");
            return;
        }

        if (application != ApplicationId)
        {
            throw new MetaStoreException(
                StoreOpenFailure.NotAStore, path, $"{path} is a SQLite database, but not a KubeEdge store. It is left as it is.");
        }

        throw new MetaStoreException(
            StoreOpenFailure.NewerSchema,
            path,
            $"{path} was written by another version (schema {version}; this one knows {Version}). It is left as it is.");
    }
}

using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Schema;

/// <summary>The tables. A value is written once, into <c>log</c>; <c>objects</c> points at it.</summary>
internal static class StoreSchema
{
    public const int Version = 1;

    /// <summary>"KEMS" in the header of the file says whose it is.</summary>
    public const int ApplicationId = 0x4b454d53;

    private const string Tables = """
        CREATE TABLE state(id INTEGER PRIMARY KEY, revision INTEGER NOT NULL, floor INTEGER NOT NULL, version INTEGER NOT NULL,
            touched INTEGER NOT NULL, crc INTEGER NOT NULL);
        CREATE TABLE log(revision INTEGER PRIMARY KEY, kind INTEGER NOT NULL, type TEXT NOT NULL, namespace TEXT NOT NULL, name TEXT NOT NULL,
            uid TEXT NOT NULL, version INTEGER NOT NULL, origin INTEGER NOT NULL, time INTEGER NOT NULL, expires INTEGER NOT NULL,
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

    public static void Create(SqliteDatabase database) =>
        database.Execute($"BEGIN IMMEDIATE; {Tables} PRAGMA application_id={ApplicationId}; PRAGMA user_version={Version}; COMMIT");

    /// <summary>Refuses files of somebody else and files of a later version.</summary>
    public static void Check(SqliteDatabase database, string path)
    {
        if (database.Scalar("PRAGMA application_id") != ApplicationId)
        {
            throw new MetaStoreException(
                StoreOpenFailure.NotAStore, path, $"{path} is a SQLite database, but not a KubeEdge store. It is left as it is.");
        }

        var version = database.Scalar("PRAGMA user_version");
        if (version > Version)
        {
            throw new MetaStoreException(
                StoreOpenFailure.NewerSchema,
                path,
                $"{path} was written by a newer version (schema {version}; this one knows up to {Version}). It is left as it is.");
        }
    }
}

using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Schema;

/// <summary>The file: made with mode 0600, in write-ahead mode, with our tables.</summary>
internal static class StoreFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    public static SqliteDatabase Open(string path, MetaStoreOptions options)
    {
        Protect(path);
        var database = SqliteDatabase.Open(path, options.PageCacheBytes);
        try
        {
            if (!StoreSchema.IsEmpty(database))
            {
                StoreSchema.Check(database, path);
            }

            database.Execute("PRAGMA journal_mode=WAL");
            database.Execute("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864");
            if (StoreSchema.IsEmpty(database))
            {
                StoreSchema.Create(database);
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>SQLite gives its side files the mode of the main file, so that one has to be right first.</summary>
    private static void Protect(string path)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        using (new FileStream(path, new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite, UnixCreateMode = OwnerOnly,
        }))
        {
        }

        if (File.GetUnixFileMode(path) != OwnerOnly)
        {
            File.SetUnixFileMode(path, OwnerOnly);
        }
    }
}

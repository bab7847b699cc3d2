using System.Globalization;
using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Schema;

/// <summary>The file: looked through before it is trusted, made with mode 0600, in write-ahead mode, with our tables.</summary>
internal sealed class StoreFile(string path, MetaStoreOptions options, DamageReporter damage, TimeProvider time)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string Wal => path + "-wal";

    private string Stamp => time.GetUtcNow().ToString("yyyyMMdd'T'HHmmssfff'Z'", CultureInfo.InvariantCulture);

    public OpenedFile Open()
    {
        var salvage = new FileSalvage(path, options.PageCacheBytes);
        salvage.FinishInterrupted(Stamp);
        Protect();
        var header = ReadHeader();
        var wal = WalScan.Scan(Wal, SqliteHeader.PageSize);
        Report(wal);
        try
        {
            if (header.Length > 0 && !SqliteHeader.HasSignature(header))
            {
                throw SqliteHeader.IsForeign(header)
                    ? new MetaStoreException(StoreOpenFailure.NotAStore, path, $"{path} is no KubeEdge store. It is left as it is.")
                    : new SqliteFaultException(SQLitePCL.raw.SQLITE_NOTADB, "the header is damaged");
            }

            if (SqliteHeader.IsOursButWrong(header))
            {
                throw new SqliteFaultException(SQLitePCL.raw.SQLITE_CORRUPT, "the header is damaged");
            }

            return new OpenedFile(OpenChecked(wal), wal, WasSalvaged: false);
        }
        catch (SqliteFaultException e) when (e.IsDamage || e.IsWrongSchema)
        {
            var aside = salvage.Run(Stamp, time.GetUtcNow().ToUnixTimeMilliseconds());
            damage.File(DamageKind.File, $"{path} was unreadable ({e.Message}) and is now {aside}; what could be read was copied");
            Protect();
            return new OpenedFile(OpenChecked(WalReport.Whole(0)), wal, WasSalvaged: true);
        }
    }

    private SqliteDatabase OpenChecked(in WalReport wal)
    {
        var database = SqliteDatabase.Open(path, options.PageCacheBytes);
        try
        {
            var isNew = StoreSchema.IsEmpty(database);
            if (!isNew)
            {
                StoreSchema.Check(database, path);
            }

            database.Execute($"PRAGMA page_size={SqliteHeader.PageSize}; PRAGMA journal_mode=WAL");
            database.Execute("PRAGMA synchronous=FULL; PRAGMA wal_autocheckpoint=0; PRAGMA journal_size_limit=67108864");
            if (isNew)
            {
                StoreSchema.Create(database, default);
            }
            else if (wal.Fault != WalFault.None || new FileInfo(path).Length <= options.FullCheckBytes)
            {
                CheckPages(database);
            }

            return database;
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Also compares indexes with their tables; ours has one, on records.</summary>
    private static void CheckPages(SqliteDatabase database)
    {
        if (!StoreSchema.HasExpectedTables(database))
        {
            throw new SqliteFaultException(SQLitePCL.raw.SQLITE_CORRUPT, "the table definitions are damaged");
        }

        using var check = database.Prepare("PRAGMA integrity_check(1)");
        check.Step();
        var verdict = System.Text.Encoding.UTF8.GetString(check.Bytes(0));
        check.Reset();
        if (verdict != "ok")
        {
            throw new SqliteFaultException(SQLitePCL.raw.SQLITE_CORRUPT, verdict);
        }
    }

    private void Report(in WalReport wal)
    {
        if (wal.Fault is WalFault.Middle or WalFault.Header)
        {
            var aside = $"{Wal}.quarantine-{Stamp}";
            File.Copy(Wal, aside, overwrite: true);
            var what = wal.Fault == WalFault.Header ? "its header" : $"frame {wal.Good + 1}";
            damage.File(
                DamageKind.WriteAheadLog,
                $"the write-ahead log is damaged at {what}; {wal.Lost} frames are lost; a copy is {aside}");
        }
        else if (wal.Fault == WalFault.Tail)
        {
            damage.File(DamageKind.WriteAheadLogTail, $"the write-ahead log ends in an incomplete frame after {wal.Good} good ones");
        }
    }

    private byte[] ReadHeader()
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var header = new byte[100];
        return header[..stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false)];
    }

    /// <summary>SQLite gives its side files the mode of the main file, so that one has to be right first.</summary>
    private void Protect()
    {
        var create = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = FileShare.ReadWrite };
        if (!OperatingSystem.IsWindows())
        {
            create.UnixCreateMode = OwnerOnly;
        }

        try
        {
            new FileStream(path, create).Dispose();
            if (!OperatingSystem.IsWindows() && File.GetUnixFileMode(path) != OwnerOnly)
            {
                File.SetUnixFileMode(path, OwnerOnly);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new MetaStoreException(StoreOpenFailure.InputOutput, path, $"{path} cannot be opened for writing: {e.Message}", e);
        }
    }
}

using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Integrity;

/// <summary>
/// The files of a store with a bit of everything in it, half in the file and half in the write-ahead log, as a power cut leaves them.
/// </summary>
internal sealed class Specimen
{
    private readonly byte[] _file;
    private readonly byte[] _wal;

    private Specimen(byte[] file, byte[] wal) => (_file, _wal) = (file, wal);

    /// <summary>What the store must hold.</summary>
    public StoreContents Expected { get; private init; } = new();

    public int FileLength => _file.Length;

    public int WalLength => _wal.Length;

    /// <param name="withLog">False for the file of a store that was closed.</param>
    public static async Task<Specimen> MakeAsync(bool withLog)
    {
        using var folder = new StoreFolder();
        var history = new StoreContents();
        await using (var store = await folder.OpenAsync())
        {
            await FillAsync(store, 0, history);
        }

        await using var open = await folder.OpenAsync();
        await FillAsync(open, 1, history);
        var expected = await StoreContents.ReadAsync(open);
        expected.History.UnionWith(history.History);
        if (!withLog)
        {
            await open.DisposeAsync();
        }

        return new Specimen(File.ReadAllBytes(folder.File), withLog ? File.ReadAllBytes(folder.File + "-wal") : []) { Expected = expected };
    }

    /// <summary>Lays the files out in a folder with one byte changed. Offsets from the length of the file on are in the log.</summary>
    public void Write(StoreFolder folder, int offset, byte change)
    {
        var (file, wal) = ((byte[])_file.Clone(), (byte[])_wal.Clone());
        if (offset >= 0)
        {
            (offset < file.Length ? file : wal)[offset < file.Length ? offset : offset - file.Length] ^= change;
        }

        File.WriteAllBytes(folder.File, file);
        if (wal.Length > 0)
        {
            File.WriteAllBytes(folder.File + "-wal", wal);
        }
    }

    private static async Task FillAsync(IMetaStore store, int round, StoreContents history)
    {
        var records = store.Records("settings", SettingJson.Default.Setting);
        var queue = store.Queue("uploads", new QueueLimits());
        for (var i = 0; i < 24; i++)
        {
            // Some values are long, so that overflow pages are hit too.
            var value = new string((char)('a' + (i % 26)), i % 8 == 0 ? 6000 : 20 + i) + round;
            var batch = StoreFolder.Put($"object-{i}", (ulong)((round * 100) + i + 1), value);
            records.Put(batch, $"key-{i % 6}", new Setting(i, value));
            batch.Enqueue(queue, StoreFolder.Json($"item-{round}-{i}"));
            batch.AdvanceCursor("reader", i);
            if (i % 5 == 4)
            {
                batch.Delete(StoreFolder.Key($"object-{i - 2}"));
            }

            Assert.Equal(CommitStatus.Committed, (await store.CommitAsync(batch, Durability.Full).Soon()).Status);
            history.History.UnionWith((await StoreContents.ReadAsync(store)).All);
        }

        await queue.AcknowledgeAsync(round * 5, Durability.Full).Soon();
    }
}

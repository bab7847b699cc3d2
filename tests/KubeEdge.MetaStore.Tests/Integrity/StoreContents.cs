using System.Globalization;
using System.Text;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Integrity;

/// <summary>Everything that a store serves, one line each.</summary>
internal sealed class StoreContents
{
    /// <summary>What it serves now.</summary>
    public HashSet<string> All { get; } = [];

    /// <summary>What it may ever have served.</summary>
    public HashSet<string> History { get; } = [];

    public static async Task<StoreContents> ReadAsync(IMetaStore store)
    {
        var contents = new StoreContents();
        foreach (var stored in (await store.SnapshotAsync(StoreFolder.ConfigMaps).Soon()).Objects)
        {
            contents.All.Add(Line("object", stored.Key.ToString(), stored.Uid, stored.ResourceVersion, Text(stored.Json)));
            var again = await store.GetAsync(stored.Key);
            Assert.NotNull(again);
            Assert.Equal(Text(stored.Json), Text(again.Json));
        }

        await foreach (var (key, value) in store.Records("settings", SettingJson.Default.Setting).ListAsync())
        {
            contents.All.Add(Line("record", key, value.Number, value.Text));
        }

        foreach (var item in await store.Queue("uploads", new QueueLimits()).ReadAsync(0, 1000).Soon())
        {
            contents.All.Add(Line("item", item.Sequence, Text(item.Payload)));
        }

        return contents;
    }

    private static string Line(params object[] parts) =>
        string.Join('|', parts.Select(part => Convert.ToString(part, CultureInfo.InvariantCulture)));

    private static string Text(ReadOnlyMemory<byte> bytes) => Encoding.UTF8.GetString(bytes.Span);
}

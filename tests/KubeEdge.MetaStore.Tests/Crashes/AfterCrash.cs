using System.Globalization;
using System.Text;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Crashes;

/// <summary>What must hold when the store is opened after the writer died.</summary>
internal static class AfterCrash
{
    /// <param name="folder">The folder as the crash left it.</param>
    /// <param name="acknowledged">What must be there.</param>
    /// <param name="highest">The highest revision that anybody saw.</param>
    /// <param name="powerCut">Whether writes may be missing in the middle, not only cut off at the end.</param>
    public static async Task CheckAsync(StoreFolder folder, IEnumerable<Acknowledgement> acknowledged, long highest, bool powerCut)
    {
        await using var store = await folder.OpenAsync();
        foreach (var group in acknowledged.GroupBy(each => each.Name))
        {
            var newest = group.MaxBy(each => each.Version)!;
            var stored = await store.GetAsync(StoreFolder.Key(newest.Name));
            Assert.True(stored is not null, $"{newest} is gone; {string.Join(';', store.Health.Damage)}");
            Assert.True(stored.ResourceVersion >= newest.Version, $"{newest} went back to {stored.ResourceVersion}");
        }

        foreach (var stored in (await store.SnapshotAsync(StoreFolder.ConfigMaps)).Objects.Where(each => each.Key.Name != "after"))
        {
            var text = Encoding.UTF8.GetString(stored.Json.Span);
            var version = stored.ResourceVersion.ToString(CultureInfo.InvariantCulture);
            Assert.Contains($"\"from\":{version},", text, StringComparison.Ordinal);
            Assert.EndsWith($"\"to\":{version}}}", text, StringComparison.Ordinal);
        }

        Assert.True(store.Revision >= highest, $"the revision went back from {highest} to {store.Revision}");
        Assert.DoesNotContain(
            store.Health.Damage,
            damage => damage.Kind != DamageKind.WriteAheadLogTail && !(powerCut && damage.Kind == DamageKind.WriteAheadLog));
        var next = await store.CommitAsync(StoreFolder.Put("after"), Durability.Full).Soon();
        Assert.True(next.Status == CommitStatus.Committed && next.Revision > highest);
    }
}

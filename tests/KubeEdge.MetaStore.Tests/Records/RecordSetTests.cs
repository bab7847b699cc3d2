using KubeEdge.MetaStore.Tests.Integrity;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Records;

public sealed class RecordSetTests
{
    [Fact]
    public async Task PutAsync_GetListDelete_WorkPerSetAndSurviveReopening()
    {
        using var folder = new StoreFolder();
        await using (var store = await folder.OpenAsync())
        {
            var set = store.Records("one", SettingJson.Default.Setting);
            var other = store.Records("two", SettingJson.Default.Setting);
            await set.PutAsync("b", new Setting(2, "zwei")).Soon();
            await set.PutAsync("a", new Setting(1, "eins")).Soon();
            await set.PutAsync("c", new Setting(3, "drei")).Soon();
            await other.PutAsync("a", new Setting(9, "neun")).Soon();
            await set.PutAsync("b", new Setting(22, "zweiundzwanzig")).Soon();
            Assert.Equal(1, (await set.DeleteAsync("c").Soon()).Applied);
            Assert.Equal(1, (await set.DeleteAsync("c").Soon()).Skipped);
        }

        await using var again = await folder.OpenAsync();
        var same = again.Records("one", SettingJson.Default.Setting);
        Assert.Equal(new Setting(22, "zweiundzwanzig"), await same.GetAsync("b"));
        Assert.Null(await same.GetAsync("c"));
        Assert.Equal(["a", "b"], (await same.ListAsync().AllAsync()).Select(pair => pair.Key));
    }

    [Fact]
    public async Task ListAsync_MoreThanAPage_YieldsAllOnce()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var set = store.Records("many", SettingJson.Default.Setting);
        var batch = new StoreBatch();
        for (var i = 0; i < 1000; i++)
        {
            set.Put(batch, $"{i:0000}", new Setting(i, "x"));
        }

        await store.CommitAsync(batch, Durability.Normal).Soon();

        Assert.Equal(Enumerable.Range(0, 1000), (await set.ListAsync().AllAsync()).Select(pair => pair.Value.Number));
    }

    [Fact]
    public async Task Put_InABatchThatConflicts_IsNotStored()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var set = store.Records("one", SettingJson.Default.Setting);
        var batch = new StoreBatch();
        set.Put(batch, "a", new Setting(1, "x"));
        batch.Delete(StoreFolder.Key("missing"), new DeleteOptions { ExpectedRevision = 7 });

        Assert.Equal(CommitStatus.Conflict, (await store.CommitAsync(batch, Durability.Normal).Soon()).Status);

        Assert.Null(await set.GetAsync("a"));
    }
}

using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Tests.Stores;

public sealed class InventoryTests
{
    [Fact]
    public async Task InventoryAsync_SeveralTypesAndOrigins_ListsTheOriginAsked()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        var node = new ResourceKey(string.Empty, "nodes", null, "edge-1");
        var lease = new ResourceKey("coordination.k8s.io", "leases", "kube-node-lease", "edge-1");
        var batch = StoreFolder.Put("a", 7);
        batch.Put(StoreFolder.Key("local"), "l", 1, StoreFolder.Json("local"), new PutOptions { Origin = ObjectOrigin.Local });
        batch.Put(node, "n", ulong.MaxValue, StoreFolder.Json("edge-1"));
        batch.Put(lease, string.Empty, 3, StoreFolder.Json("edge-1"));
        await store.CommitAsync(batch, Durability.Full).Soon();

        var inventory = await store.InventoryAsync(ObjectOrigin.Desired).Soon();

        Assert.Equal(store.Revision, inventory.Revision);
        Assert.Equal(
            [
                new InventoryEntry(StoreFolder.Key("a"), "uid-a", 7),
                new InventoryEntry(lease, string.Empty, 3),
                new InventoryEntry(node, "n", ulong.MaxValue),
            ],
            inventory.Objects);
        Assert.Equal(StoreFolder.Key("local"), Assert.Single((await store.InventoryAsync(ObjectOrigin.Local).Soon()).Objects).Key);
        Assert.Empty((await store.InventoryAsync(ObjectOrigin.Cached).Soon()).Objects);
    }

    [Fact]
    public async Task InventoryAsync_AfterUpdatesAndDeletes_ListsEachObjectOnce()
    {
        using var folder = new StoreFolder();
        await using var store = await folder.OpenAsync();
        for (var version = 1UL; version <= 3; version++)
        {
            await store.CommitAsync(StoreFolder.Put("a", version), Durability.Normal).Soon();
            await store.CommitAsync(StoreFolder.Put("b", version), Durability.Normal).Soon();
        }

        var batch = new StoreBatch();
        batch.Delete(StoreFolder.Key("b"));
        await store.CommitAsync(batch, Durability.Normal).Soon();

        var inventory = await store.InventoryAsync(ObjectOrigin.Desired).Soon();

        Assert.Equal([new InventoryEntry(StoreFolder.Key("a"), "uid-a", 3)], inventory.Objects);
    }
}

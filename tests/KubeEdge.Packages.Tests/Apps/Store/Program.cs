using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

var configMaps = new ResourceQuery("", "configmaps");
var key = new ResourceKey("", "configmaps", "default", "demo");

await using (IMetaStore store = await MetaStoreFile.OpenAsync("edge.db"))
{
    StoreSnapshot snapshot = await store.SnapshotAsync(configMaps);
    await using var events = store.WatchAsync(WatchStart.AtRevision(snapshot.Revision), configMaps).GetAsyncEnumerator();

    var batch = new StoreBatch();
    batch.Put(key, uid: "1", resourceVersion: 7, """{"kind":"ConfigMap","data":{"greeting":"hello"}}"""u8.ToArray());
    CommitResult committed = await store.CommitAsync(batch, Durability.Full);
    Console.WriteLine(committed.Status);

    await events.MoveNextAsync();
    Console.WriteLine($"{events.Current.Kind} {events.Current.Object?.Key}");
}

await using (IMetaStore reopened = await MetaStoreFile.OpenAsync("edge.db"))
{
    StoredObject? found = await reopened.GetAsync(key);
    Console.WriteLine($"version {found?.ResourceVersion} after reopening");
}

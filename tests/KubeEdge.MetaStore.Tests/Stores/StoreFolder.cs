using System.Text;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Tests.Stores;

/// <summary>A fresh folder with a store file in it, removed at the end.</summary>
internal sealed class StoreFolder : IDisposable
{
    // Of a name that no process before had: what one left that was killed would be taken for this one's.
    public string Folder { get; } = Directory.CreateTempSubdirectory("metastore-").FullName;

    public string File => Path.Combine(Folder, "store.db");

    public static ResourceQuery ConfigMaps { get; } = new(string.Empty, "configmaps");

    public static ResourceKey Key(string name, string? ns = "default") => new(string.Empty, "configmaps", ns, name);

    public static ReadOnlyMemory<byte> Json(string name, string value = "v", string? label = null, string ns = "default") =>
        Encoding.UTF8.GetBytes(
            $$$"""
            {"apiVersion":"v1","kind":"ConfigMap","metadata":{"name":"{{{name}}}","namespace":"{{{ns}}}",
            "labels":{"set":"{{{label ?? "none"}}}"}},"data":{"k":"{{{value}}}"}}
            """);

    public static StoreBatch Put(string name, ulong version = 1, string value = "v", PutOptions? options = null, string? label = null)
    {
        var batch = new StoreBatch();
        batch.Put(Key(name), "uid-" + name, version, Json(name, value, label), options);
        return batch;
    }

    public Task<IMetaStore> OpenAsync(TimeProvider? time = null, Action<MetaStoreOptions>? configure = null)
    {
        var options = new MetaStoreOptions { Path = File };
        configure?.Invoke(options);
        return MetaStoreFile.OpenAsync(options, timeProvider: time);
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

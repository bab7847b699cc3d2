using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore.Tests.Stores;

namespace KubeEdge.MetaStore.Tests.Model;

/// <summary>One random operation, for the model and for the store.</summary>
internal sealed record ModelOperation(
    ResourceKey Key, bool IsDelete, string Uid, ulong Version, string Label, long? Expected, bool NewerOnly, bool Rendered)
{
    public static ModelOperation Random(Random random, StoreModel model)
    {
        var key = StoreFolder.Key($"object-{random.Next(12)}", random.Next(4) == 0 ? "other" : "default");
        var current = model.Objects.GetValueOrDefault(key);
        long? expected = random.Next(10) switch
        {
            0 => 0,
            1 => current?.Revision ?? 0,
            2 => random.Next((int)Math.Min(int.MaxValue, model.Revision) + 1),
            _ => null,
        };
        var isDelete = random.Next(4) == 0;
        var uid = isDelete && random.Next(2) == 0 ? string.Empty : $"uid-{random.Next(3)}";
        var rendered = random.Next(8) == 0;
        return new ModelOperation(
            key, isDelete, uid, (ulong)random.Next(1, 500), $"l{random.Next(3)}", expected, !rendered && random.Next(2) == 0, rendered);
    }

    public void AddTo(StoreBatch batch)
    {
        var json = StoreFolder.Json(Key.Name, "v", Label, Key.Namespace ?? string.Empty);
        if (IsDelete)
        {
            batch.Delete(Key, new DeleteOptions { Uid = Uid, ExpectedRevision = Expected });
        }
        else if (Rendered)
        {
            batch.Put(Key, Uid, _ => json, new PutOptions { ExpectedRevision = Expected });
        }
        else
        {
            batch.Put(Key, Uid, Version, json, new PutOptions { ExpectedRevision = Expected, NewerOnly = NewerOnly });
        }
    }
}

using System.Collections.Concurrent;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>Which copies were made because a pod names them, so that they go with the pod, after a restart too.</summary>
internal sealed class PrefetchRecords(IMetaStore store)
{
    private const char Separator = '/';

    private readonly ConcurrentDictionary<ResourceKey, bool> _keys = new();
    private readonly IRecordSet<string> _records = store.Records("metamanager.prefetched", MetaManagerJson.Default.String);

    /// <summary>The copies that are recorded.</summary>
    public ICollection<ResourceKey> Keys => _keys.Keys;

    public bool Contains(in ResourceKey key) => _keys.ContainsKey(key);

    /// <summary>Reads what an earlier run recorded.</summary>
    public async Task LoadAsync(CancellationToken cancellationToken)
    {
        await foreach (var (text, _) in _records.ListAsync(cancellationToken).ConfigureAwait(false))
        {
            if (text.Split(Separator) is [var resource, var space, var name])
            {
                _keys.TryAdd(new ResourceKey(string.Empty, resource, space, name), true);
            }
        }
    }

    /// <summary>Records a copy in the commit that makes it.</summary>
    public void Add(StoreBatch batch, in ResourceKey key)
    {
        // A commit that fails leaves an entry behind that names nothing; removing it later has no effect.
        _keys.TryAdd(key, true);
        _records.Put(batch, Text(key), string.Empty);
    }

    /// <summary>Forgets a copy in the commit that removes it.</summary>
    public void Remove(StoreBatch batch, in ResourceKey key)
    {
        _keys.TryRemove(key, out _);
        _records.Delete(batch, Text(key));
    }

    /// <summary>The commit that was to remove it failed.</summary>
    public void Restore(in ResourceKey key) => _keys.TryAdd(key, true);

    // Only objects of the core group that have a namespace are ever copied for a pod.
    private static string Text(in ResourceKey key) => string.Join(Separator, key.Resource, key.Namespace, key.Name);
}

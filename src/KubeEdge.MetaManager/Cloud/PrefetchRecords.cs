using System.Collections.Concurrent;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>
/// Which copies stay because a pod names them, so that they go with the pod, after a restart too. A record is written in the commit that
/// writes its copy, and counts once that commit is durable.
/// </summary>
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

    /// <summary>Makes or removes the record of a copy with the commit of the copy; null leaves it as it is.</summary>
    public void Change(StoreBatch batch, in ResourceKey key, bool? isRecorded)
    {
        if (isRecorded == true)
        {
            _records.Put(batch, Text(key), string.Empty);
        }
        else if (isRecorded == false && Contains(key))
        {
            _records.Delete(batch, Text(key));
        }
    }

    /// <summary>The commit is durable.</summary>
    public void Confirm(in ResourceKey key, bool? isRecorded)
    {
        if (isRecorded == true)
        {
            _keys.TryAdd(key, true);
        }
        else if (isRecorded == false)
        {
            _keys.TryRemove(key, out _);
        }
    }

    // Only objects of the core group that have a namespace are ever copied for a pod.
    private static string Text(in ResourceKey key) => string.Join(Separator, key.Resource, key.Namespace, key.Name);
}

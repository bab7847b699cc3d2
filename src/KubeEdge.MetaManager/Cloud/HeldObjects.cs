using System.Collections.Concurrent;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>The objects that pods of this node name: a copy of one of them stays as long as the pod does.</summary>
internal sealed class HeldObjects
{
    private readonly ConcurrentDictionary<ResourceKey, bool> _keys = new();

    public bool Contains(in ResourceKey key) => _keys.ContainsKey(key);

    public void Add(in ResourceKey key) => _keys.TryAdd(key, true);

    public void Remove(in ResourceKey key) => _keys.TryRemove(key, out _);
}

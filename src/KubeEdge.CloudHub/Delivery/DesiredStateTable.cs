using System.Collections.Concurrent;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>The desired state of all nodes: one entry per object, whatever the number of nodes.</summary>
internal sealed class DesiredStateTable : IDesiredState, IDesiredView
{
    private readonly ConcurrentDictionary<ResourceKey, DesiredObject> _objects = new();
    private readonly ConcurrentDictionary<(string Group, string Plural), ResourceType> _synced = new();
    private readonly ConcurrentDictionary<IDesiredListener, byte> _listeners = new();
    private readonly Lock _writing = new();

    /// <summary>How many deliveries listen.</summary>
    internal int Listeners => _listeners.Count;

    public void Put(ResourceType type, KubeObject value, Audience audience)
    {
        var next = DesiredObject.From(type, value, audience);
        DesiredObject? former;
        lock (_writing)
        {
            if (_objects.TryGetValue(next.Key, out former) && former.Uid == next.Uid && former.Audience == audience
                && !ResourceVersions.IsNewer(next.ResourceVersion, former.ResourceVersion))
            {
                return;
            }

            _objects[next.Key] = next;
        }

        foreach (var (listener, _) in _listeners)
        {
            var wasMeant = former is not null && former.Audience.Includes(listener.Node);
            if (wasMeant || audience.Includes(listener.Node))
            {
                listener.Changed(next.Key, type, former is not null && former.Uid != next.Uid ? former : null);
            }
        }
    }

    public void Remove(ResourceType type, KubeObject last)
    {
        var removed = DesiredObject.From(type, last, Audience.AllNodes);
        lock (_writing)
        {
            if (!_objects.TryGetValue(removed.Key, out var present) || present.Uid != removed.Uid)
            {
                return;
            }

            _objects.TryRemove(removed.Key, out _);
        }

        foreach (var (listener, _) in _listeners)
        {
            listener.Changed(removed.Key, type, removed);
        }
    }

    public void MarkSynced(ResourceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_synced.TryAdd((type.Group, type.Plural), type))
        {
            foreach (var (listener, _) in _listeners)
            {
                listener.Synced(type);
            }
        }
    }

    public DesiredObject? Find(in ResourceKey key, string node) =>
        _objects.TryGetValue(key, out var found) && found.Audience.Includes(node) ? found : null;

    public bool IsSynced(ResourceType type) => _synced.ContainsKey((type.Group, type.Plural));

    public IEnumerable<DesiredObject> ListFor(string node)
    {
        foreach (var (_, value) in _objects)
        {
            if (value.Audience.Includes(node))
            {
                yield return value;
            }
        }
    }

    /// <summary>From now on the listener is told; what happened before it has to read itself, afterwards.</summary>
    public void Subscribe(IDesiredListener listener) => _listeners.TryAdd(listener, 0);

    public void Unsubscribe(IDesiredListener listener) => _listeners.TryRemove(listener, out _);
}

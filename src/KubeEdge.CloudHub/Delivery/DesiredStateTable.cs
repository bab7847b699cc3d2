using System.Collections.Concurrent;
using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>The desired state of all nodes: one entry per object, whatever the number of nodes.</summary>
internal sealed class DesiredStateTable : IDesiredState, IDesiredView
{
    private readonly ConcurrentDictionary<ResourceKey, DesiredObject> _objects = new();
    private readonly ConcurrentDictionary<(string Group, string Plural), ResourceType> _synced = new();
    private readonly DesiredListeners _listeners = new();
    private readonly AudienceIndex _index = new();
    private readonly Lock _writing = new();

    /// <summary>How many deliveries listen.</summary>
    internal int Listeners => _listeners.Count;

    public void Put(ResourceType type, KubeObject value, Audience audience, ResourceKey? after = null)
    {
        var next = DesiredObject.From(type, value, audience, after);
        DesiredObject? former;
        lock (_writing)
        {
            if (_objects.TryGetValue(next.Key, out former) && former.Uid == next.Uid
                && !ResourceVersions.IsNewer(next.ResourceVersion, former.ResourceVersion))
            {
                if (former.Audience == audience)
                {
                    return;
                }

                // The newer bytes stay; only who should hold them is new.
                next = former.For(audience);
            }

            _objects[next.Key] = next;
            _index.Move(next.Key, former?.Audience ?? Audience.Nobody, audience);
        }

        _listeners.Tell(former, next);
    }

    public void Remove(ResourceType type, KubeObject last)
    {
        var removed = DesiredObject.From(type, last, Audience.Nobody);
        DesiredObject? present;
        lock (_writing)
        {
            if (!_objects.TryGetValue(removed.Key, out present) || present.Uid != removed.Uid)
            {
                return;
            }

            _objects.TryRemove(removed.Key, out _);
            _index.Move(removed.Key, present.Audience, Audience.Nobody);
        }

        _listeners.TellRemoved(removed.For(present.Audience));
    }

    public void MarkSynced(ResourceType type)
    {
        ArgumentNullException.ThrowIfNull(type);
        if (_synced.TryAdd((type.Group, type.Plural), type))
        {
            _listeners.TellSynced(type);
        }
    }

    public DesiredObject? Find(in ResourceKey key, string node) =>
        _objects.TryGetValue(key, out var found) && found.Audience.Includes(node) ? found : null;

    /// <summary>Whether any object is known under a key.</summary>
    public bool Exists(in ResourceKey key) => _objects.ContainsKey(key);

    public bool IsAlive(in ResourceKey key, string uid) => _objects.TryGetValue(key, out var found) && found.Uid == uid;

    public bool IsSynced(ResourceType type) => _synced.ContainsKey((type.Group, type.Plural));

    public IEnumerable<DesiredObject> ListFor(string node)
    {
        ResourceKey[] keys;
        lock (_writing)
        {
            keys = _index.KeysOf(node);
        }

        foreach (var key in keys)
        {
            if (Find(key, node) is { } found)
            {
                yield return found;
            }
        }
    }

    /// <summary>From now on the listener is told; what happened before it has to read itself, afterwards.</summary>
    public void Subscribe(IDesiredListener listener) => _listeners.Add(listener);

    public void Unsubscribe(IDesiredListener listener) => _listeners.Remove(listener);
}

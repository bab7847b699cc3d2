using System.Collections.Concurrent;
using System.Collections.Immutable;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>The deliveries that run, by node, and whom of them a change concerns.</summary>
internal sealed class DesiredListeners
{
    // Usually one per node; two for a moment while a session replaces another.
    private readonly ConcurrentDictionary<string, ImmutableArray<IDesiredListener>> _byNode = new(StringComparer.Ordinal);

    public int Count
    {
        get
        {
            var count = 0;
            foreach (var (_, listeners) in _byNode)
            {
                count += listeners.Length;
            }

            return count;
        }
    }

    public void Add(IDesiredListener listener) => _byNode.AddOrUpdate(
        listener.Node,
        static (_, added) => [added],
        static (_, present, added) => present.Contains(added) ? present : present.Add(added),
        listener);

    public void Remove(IDesiredListener listener)
    {
        while (_byNode.TryGetValue(listener.Node, out var present) && present.Contains(listener))
        {
            var left = present.Remove(listener);
            if (left.IsEmpty
                ? _byNode.TryRemove(new KeyValuePair<string, ImmutableArray<IDesiredListener>>(listener.Node, present))
                : _byNode.TryUpdate(listener.Node, left, present))
            {
                return;
            }
        }
    }

    /// <summary>An object is new, has another version, or another audience.</summary>
    public void Tell(DesiredObject? former, DesiredObject next)
    {
        var isSame = former is not null && former.Uid == next.Uid && former.ResourceVersion == next.ResourceVersion;
        foreach (var listener in Of(former?.Audience ?? Audience.Nobody, next.Audience))
        {
            var wasMeant = former is not null && former.Audience.Includes(listener.Node);
            var isMeant = next.Audience.Includes(listener.Node);
            if (isSame ? wasMeant != isMeant : wasMeant || isMeant)
            {
                // A node outside the audience now, or with another object under the name, is told to delete with what it knew last.
                var removed = wasMeant && (!isMeant || former?.Uid != next.Uid) ? former : null;
                listener.Changed(next.Key, next.Type, removed);
            }
        }
    }

    public void TellRemoved(DesiredObject removed)
    {
        foreach (var listener in Of(removed.Audience, Audience.Nobody))
        {
            if (removed.Audience.Includes(listener.Node))
            {
                listener.Changed(removed.Key, removed.Type, removed);
            }
        }
    }

    public void TellSynced(ResourceType type)
    {
        foreach (var listener in All())
        {
            listener.Synced(type);
        }
    }

    // Most objects are one node's: a change of them must not look at ten thousand others.
    private IEnumerable<IDesiredListener> Of(Audience first, Audience second) =>
        first.HasAtMostOneNode && second.HasAtMostOneNode ? OfBoth(first.OnlyNode, second.OnlyNode) : All();

    private IEnumerable<IDesiredListener> OfBoth(string? first, string? second)
    {
        if (first is not null && _byNode.TryGetValue(first, out var listeners))
        {
            foreach (var listener in listeners)
            {
                yield return listener;
            }
        }

        if (second is not null && second != first && _byNode.TryGetValue(second, out listeners))
        {
            foreach (var listener in listeners)
            {
                yield return listener;
            }
        }
    }

    private IEnumerable<IDesiredListener> All()
    {
        foreach (var (_, listeners) in _byNode)
        {
            foreach (var listener in listeners)
            {
                yield return listener;
            }
        }
    }
}

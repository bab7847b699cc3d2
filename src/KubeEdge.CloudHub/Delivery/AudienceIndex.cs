using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// Which objects each node should hold, so that a node that connects costs what it holds and not what the whole fleet holds. Guarded by
/// its owner.
/// </summary>
internal sealed class AudienceIndex
{
    private readonly Dictionary<string, HashSet<ResourceKey>> _byNode = new(StringComparer.Ordinal);
    private readonly HashSet<ResourceKey> _forAll = [];

    /// <summary>An object's audience was another one.</summary>
    public void Move(in ResourceKey key, Audience from, Audience to)
    {
        if (from == to)
        {
            return;
        }

        if (from.NodeNames is { } former)
        {
            foreach (var node in former)
            {
                if (to.IsEveryNode || !to.Includes(node))
                {
                    RemoveFrom(node, key);
                }
            }
        }
        else
        {
            _forAll.Remove(key);
        }

        if (to.NodeNames is { } next)
        {
            foreach (var node in next)
            {
                KeysFor(node).Add(key);
            }
        }
        else
        {
            _forAll.Add(key);
        }
    }

    public ResourceKey[] KeysOf(string node) => _byNode.TryGetValue(node, out var own) ? [.. _forAll, .. own] : [.. _forAll];

    private HashSet<ResourceKey> KeysFor(string node)
    {
        if (!_byNode.TryGetValue(node, out var keys))
        {
            _byNode.Add(node, keys = []);
        }

        return keys;
    }

    private void RemoveFrom(string node, in ResourceKey key)
    {
        if (_byNode.TryGetValue(node, out var keys) && keys.Remove(key) && keys.Count == 0)
        {
            _byNode.Remove(node);
        }
    }
}

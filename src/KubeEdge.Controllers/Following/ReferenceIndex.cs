using System.Collections.Immutable;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Following;

/// <summary>Which nodes need which objects, and how many times over: an object leaves a node with the last pod there that names it.</summary>
internal sealed class ReferenceIndex
{
    private static readonly ImmutableHashSet<string> _none = ImmutableHashSet.Create<string>(StringComparer.Ordinal);
    private readonly Dictionary<ResourceKey, Entry> _entries = [];

    /// <summary>How many objects are needed somewhere.</summary>
    public int Count => _entries.Count;

    /// <summary>The nodes that need an object. The set never changes; a later state is another set.</summary>
    public ImmutableHashSet<string> NodesOf(in ResourceKey key) => _entries.TryGetValue(key, out var entry) ? entry.Nodes : _none;

    /// <summary>One more reference on a node; true when it is the first one there.</summary>
    public bool Add(in ResourceKey key, string node)
    {
        if (!_entries.TryGetValue(key, out var entry))
        {
            _entries.Add(key, entry = new Entry());
        }

        if (entry.Counts.TryGetValue(node, out var count))
        {
            entry.Counts[node] = count + 1;
            return false;
        }

        entry.Counts.Add(node, 1);
        entry.Nodes = entry.Nodes.Add(node);
        return true;
    }

    /// <summary>One reference less on a node; true when it was the last one there.</summary>
    public bool Remove(in ResourceKey key, string node)
    {
        if (!_entries.TryGetValue(key, out var entry) || !entry.Counts.TryGetValue(node, out var count))
        {
            return false;
        }

        if (count > 1)
        {
            entry.Counts[node] = count - 1;
            return false;
        }

        entry.Counts.Remove(node);
        entry.Nodes = entry.Nodes.Remove(node);
        if (entry.Nodes.IsEmpty)
        {
            _entries.Remove(key);
        }

        return true;
    }

    private sealed class Entry
    {
        public Dictionary<string, int> Counts { get; } = new(StringComparer.Ordinal);

        public ImmutableHashSet<string> Nodes { get; set; } = _none;
    }
}

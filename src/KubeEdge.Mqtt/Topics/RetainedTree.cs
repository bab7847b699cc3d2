namespace KubeEdge.Mqtt.Topics;

/// <summary>Values by topic name, found by topic filter. Guarded by its owner.</summary>
internal sealed class RetainedTree<T>
    where T : class
{
    private readonly Node _root = new(null, "");

    public int Count { get; private set; }

    /// <returns>What was there before.</returns>
    public T? Set(string topic, T value)
    {
        var node = _root;
        var path = topic.AsSpan();
        foreach (var level in path.Split('/'))
        {
            node = node.GetOrAdd(path[level]);
        }

        var before = node.Value;
        node.Value = value;
        Count += before is null ? 1 : 0;
        return before;
    }

    public T? Get(string topic) => Find(topic)?.Value;

    /// <returns>What was there.</returns>
    public T? Remove(string topic)
    {
        if (Find(topic) is not { Value: { } value } node)
        {
            return null;
        }

        node.Value = null;
        node.Prune();
        Count--;
        return value;
    }

    /// <summary>Adds every value whose topic the filter matches.</summary>
    public void Match(ReadOnlySpan<char> filter, List<T> found) => Descend(_root, filter, first: true, found);

    private static void Descend(Node node, ReadOnlySpan<char> filter, bool first, List<T> found)
    {
        var end = filter.IndexOf('/');
        var level = end < 0 ? filter : filter[..end];
        if (level is "#")
        {
            AddAll(node, first, found);
            return;
        }

        if (level is not "+")
        {
            Continue(node.Find(level), filter, end, found);
            return;
        }

        foreach (var child in node.Children)
        {
            if (!first || !child.IsSystem)
            {
                Continue(child, filter, end, found);
            }
        }
    }

    private static void Continue(Node? node, ReadOnlySpan<char> filter, int end, List<T> found)
    {
        if (node is null)
        {
            return;
        }

        if (end >= 0)
        {
            Descend(node, filter[(end + 1)..], first: false, found);
        }
        else if (node.Value is { } value)
        {
            found.Add(value);
        }
    }

    // "sport/#" matches "sport" too, so the node itself counts; the root has no value.
    private static void AddAll(Node node, bool first, List<T> found)
    {
        if (node.Value is { } value)
        {
            found.Add(value);
        }

        foreach (var child in node.Children)
        {
            if (!first || !child.IsSystem)
            {
                AddAll(child, first: false, found);
            }
        }
    }

    private Node? Find(ReadOnlySpan<char> topic)
    {
        var node = _root;
        foreach (var level in topic.Split('/'))
        {
            node = node.Find(topic[level]);
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }

    private sealed class Node(Node? parent, string name)
    {
        private readonly Dictionary<string, Node> _children = new(StringComparer.Ordinal);

        public T? Value { get; set; }

        public IEnumerable<Node> Children => _children.Values;

        /// <summary>Whether the level begins with $: hidden from a wildcard when it is the first.</summary>
        public bool IsSystem => name.StartsWith('$');

        public Node? Find(ReadOnlySpan<char> level) =>
            _children.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(level, out var child) ? child : null;

        public Node GetOrAdd(ReadOnlySpan<char> level)
        {
            if (Find(level) is { } child)
            {
                return child;
            }

            var key = level.ToString();
            child = new Node(this, key);
            _children.Add(key, child);
            return child;
        }

        public void Prune()
        {
            var node = this;
            while (node is { Value: null, _children.Count: 0 })
            {
                if (node.Above is not { } above)
                {
                    return;
                }

                above._children.Remove(node.Name);
                node = above;
            }
        }

        private Node? Above => parent;

        private string Name => name;
    }
}

namespace KubeEdge.Mqtt.Topics;

/// <summary>One level of the subscription tree. Guarded by the tree.</summary>
internal sealed class SubscriptionNode(SubscriptionNode? parent, string level)
{
    private Dictionary<string, SubscriptionNode>? _children;
    private Dictionary<string, SubscriptionNode>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public SubscriptionNode? Parent { get; } = parent;

    public List<Subscription> Subscriptions { get; } = [];

    public List<SharedGroup> Groups { get; } = [];

    public bool IsEmpty => Subscriptions.Count == 0 && Groups.Count == 0 && _children is not { Count: > 0 };

    public SubscriptionNode? Find(ReadOnlySpan<char> name) =>
        _children is not null && _lookup.TryGetValue(name, out var child) ? child : null;

    public SubscriptionNode GetOrAdd(ReadOnlySpan<char> name)
    {
        if (_children is null)
        {
            _children = new Dictionary<string, SubscriptionNode>(StringComparer.Ordinal);
            _lookup = _children.GetAlternateLookup<ReadOnlySpan<char>>();
        }

        if (!_lookup.TryGetValue(name, out var child))
        {
            var key = name.ToString();
            child = new SubscriptionNode(this, key);
            _children.Add(key, child);
        }

        return child;
    }

    /// <summary>Takes this node, and what becomes empty above it, out of the tree.</summary>
    public void Prune()
    {
        var node = this;
        while (node is { IsEmpty: true, Parent: { } above })
        {
            above._children?.Remove(node.Name);
            node = above;
        }
    }

    private string Name { get; } = level;
}

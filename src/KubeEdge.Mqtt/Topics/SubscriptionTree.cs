using System.Collections.Concurrent;

namespace KubeEdge.Mqtt.Topics;

/// <summary>
/// Which subscriptions match a topic. Answers are kept per topic until a subscription changes, so that a publish on a known topic is one
/// look-up without a lock. At most 4,096 topics are kept; then all are forgotten.
/// </summary>
internal sealed class SubscriptionTree
{
    private const int MaximumRoutes = 4_096;

    private readonly Lock _lock = new();
    private readonly SubscriptionNode _root = new(null, "");
    private readonly ConcurrentDictionary<string, Route> _routes = new(StringComparer.Ordinal);
    private int _count;
    private long _version;

    public int Count => Volatile.Read(ref _count);

    /// <returns>True when the subscriber had no subscription with that filter.</returns>
    public bool Add(Subscription subscription)
    {
        lock (_lock)
        {
            var node = _root;
            var path = subscription.Filter.Path.AsSpan();
            foreach (var level in path.Split('/'))
            {
                node = node.GetOrAdd(path[level]);
            }

            var added = subscription.Filter.IsShared ? AddShared(node, subscription) : AddPlain(node, subscription);
            _count += added ? 1 : 0;
            Changed();
            return added;
        }
    }

    /// <returns>True when there was one.</returns>
    public bool Remove(Subscriber subscriber, TopicFilter filter)
    {
        lock (_lock)
        {
            var node = FindNode(filter.Path);
            if (node is null || !Remove(node, subscriber, filter.ShareName))
            {
                return false;
            }

            node.Prune();
            _count--;
            Changed();
            return true;
        }
    }

    /// <summary>Who receives what is published on a topic.</summary>
    public Route Match(string topic)
    {
        if (_routes.TryGetValue(topic, out var route) && route.Version == Volatile.Read(ref _version))
        {
            return route;
        }

        lock (_lock)
        {
            var builder = new RouteBuilder(_version);
            TopicWalk.Match(_root, topic, builder);
            route = builder.Build();
        }

        if (_routes.Count >= MaximumRoutes)
        {
            _routes.Clear();
        }

        _routes[topic] = route;
        return route;
    }

    /// <summary>The members of a shared subscription as they are now; null when there are none.</summary>
    public SharedGroup? FindGroup(TopicFilter filter)
    {
        lock (_lock)
        {
            return FindNode(filter.Path) is { } node ? FindGroup(node, filter.ShareName) : null;
        }
    }

    private static SharedGroup? FindGroup(SubscriptionNode node, string? shareName) =>
        node.Groups.Find(known => known.Filter.ShareName == shareName);

    private static bool AddPlain(SubscriptionNode node, Subscription subscription)
    {
        var index = node.Subscriptions.FindIndex(known => ReferenceEquals(known.Subscriber, subscription.Subscriber));
        if (index >= 0)
        {
            node.Subscriptions[index] = subscription;
            return false;
        }

        node.Subscriptions.Add(subscription);
        return true;
    }

    private static bool AddShared(SubscriptionNode node, Subscription subscription)
    {
        var group = FindGroup(node, subscription.Filter.ShareName);
        if (group is null)
        {
            group = new SharedGroup(subscription.Filter);
            node.Groups.Add(group);
        }

        return group.Add(subscription);
    }

    private static bool Remove(SubscriptionNode node, Subscriber subscriber, string? shareName)
    {
        if (shareName is null)
        {
            return node.Subscriptions.RemoveAll(known => ReferenceEquals(known.Subscriber, subscriber)) > 0;
        }

        var group = FindGroup(node, shareName);
        if (group is null || !group.Remove(subscriber))
        {
            return false;
        }

        if (group.IsEmpty)
        {
            node.Groups.Remove(group);
        }

        return true;
    }

    private SubscriptionNode? FindNode(ReadOnlySpan<char> path)
    {
        var node = _root;
        foreach (var level in path.Split('/'))
        {
            node = node.Find(path[level]);
            if (node is null)
            {
                return null;
            }
        }

        return node;
    }

    // Kept answers of an older version are not used again; they are replaced one by one.
    private void Changed() => Volatile.Write(ref _version, _version + 1);
}

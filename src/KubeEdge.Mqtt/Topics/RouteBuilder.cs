namespace KubeEdge.Mqtt.Topics;

/// <summary>Gathers what a walk through the tree finds, by subscriber.</summary>
internal sealed class RouteBuilder(long version)
{
    private readonly Dictionary<Subscriber, List<Subscription>> _found = new(ReferenceEqualityComparer.Instance);
    private readonly List<SharedGroup> _groups = [];

    public void Add(SubscriptionNode node)
    {
        foreach (var subscription in node.Subscriptions)
        {
            if (!_found.TryGetValue(subscription.Subscriber, out var list))
            {
                _found.Add(subscription.Subscriber, list = []);
            }

            list.Add(subscription);
        }

        _groups.AddRange(node.Groups);
    }

    public Route Build()
    {
        var targets = new RouteTarget[_found.Count];
        var index = 0;
        foreach (var (subscriber, subscriptions) in _found)
        {
            targets[index++] = new RouteTarget(subscriber, subscriptions);
        }

        return new Route(version, targets, [.. _groups]);
    }
}

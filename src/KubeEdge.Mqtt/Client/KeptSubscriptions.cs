namespace KubeEdge.Mqtt.Client;

/// <summary>What the application wants to be subscribed to, and which of it the broker does not know yet. Guarded by the session.</summary>
internal sealed class KeptSubscriptions
{
    private const int PerPacket = 50;

    private readonly Dictionary<string, MqttSubscription> _wanted = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unconfirmed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _unwanted = new(StringComparer.Ordinal);

    public void Want(IReadOnlyList<MqttSubscription> subscriptions)
    {
        foreach (var subscription in subscriptions)
        {
            _wanted[subscription.Filter] = subscription;
            _unconfirmed.Add(subscription.Filter);
            _unwanted.Remove(subscription.Filter);
        }
    }

    public void Unwant(IReadOnlyList<string> filters)
    {
        foreach (var filter in filters)
        {
            _wanted.Remove(filter);
            _unconfirmed.Remove(filter);
            _unwanted.Add(filter);
        }
    }

    /// <summary>The broker's answer. What it refuses is not asked for again, unless the client asked on its own.</summary>
    public void Subscribed(SubscriptionRequest request, IReadOnlyList<MqttReason> reasons)
    {
        for (var i = 0; i < request.Filters.Count; i++)
        {
            if (reasons[i] < MqttReason.UnspecifiedError)
            {
                _unconfirmed.Remove(request.Filters[i]);
            }
            else if (!request.IsRepeated)
            {
                _wanted.Remove(request.Filters[i]);
                _unconfirmed.Remove(request.Filters[i]);
            }
        }
    }

    public void Unsubscribed(SubscriptionRequest request)
    {
        foreach (var filter in request.Filters)
        {
            _unwanted.Remove(filter);
        }
    }

    /// <summary>What the broker has to be told on a new connection, a packet's worth each: a packet has one identifier.</summary>
    /// <param name="sessionPresent">Whether it knows what it confirmed.</param>
    public (List<MqttSubscription[]> Subscribe, List<string[]> Unsubscribe) Attach(bool sessionPresent)
    {
        if (!sessionPresent)
        {
            _unconfirmed.UnionWith(_wanted.Keys);
            _unwanted.Clear();
        }

        var packets = _wanted.Values.Where(wanted => _unconfirmed.Contains(wanted.Filter))
            .GroupBy(wanted => wanted.Identifier)
            .SelectMany(group => group.Chunk(PerPacket));
        return ([.. packets], [.. _unwanted.Chunk(PerPacket)]);
    }
}

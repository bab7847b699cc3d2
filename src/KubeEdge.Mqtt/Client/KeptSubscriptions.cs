using System.Text;

namespace KubeEdge.Mqtt.Client;

/// <summary>What the application wants to be subscribed to, and which of it the broker does not know yet. Guarded by the session.</summary>
internal sealed class KeptSubscriptions
{
    private const int PerPacket = 50;
    private const int Overhead = 16; // Fixed header, packet identifier, subscription identifier.

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
    /// <param name="packetSize">The largest packet that it takes.</param>
    public (List<MqttSubscription[]> Subscribe, List<string[]> Unsubscribe) Attach(bool sessionPresent, long packetSize)
    {
        if (!sessionPresent)
        {
            _unconfirmed.UnionWith(_wanted.Keys);
            _unwanted.Clear();
        }

        var packets = _wanted.Values.Where(wanted => _unconfirmed.Contains(wanted.Filter))
            .GroupBy(wanted => wanted.Identifier)
            .SelectMany(group => group.Chunk(Fitting(group.Select(wanted => wanted.Filter), packetSize)));
        return ([.. packets], [.. _unwanted.Chunk(Fitting(_unwanted, packetSize))]);
    }

    // As many as fit if all were as long as the longest, which has a length and options besides.
    private static int Fitting(IEnumerable<string> filters, long packetSize)
    {
        var longest = filters.Select(Encoding.UTF8.GetByteCount).DefaultIfEmpty().Max();
        return (int)Math.Clamp((packetSize - Overhead) / (longest + 3), 1, PerPacket);
    }
}

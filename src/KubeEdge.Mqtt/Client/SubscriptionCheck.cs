using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Client;

/// <summary>Whether a request to subscribe can be written. What is wrong with one is a mistake of the program.</summary>
internal static class SubscriptionCheck
{
    /// <exception cref="ArgumentException">It cannot; the message says why.</exception>
    public static void Check(IReadOnlyList<MqttSubscription> subscriptions)
    {
        Check([.. subscriptions.Select(wanted => wanted.Filter)]);
        foreach (var wanted in subscriptions)
        {
            if (wanted.Identifier != subscriptions[0].Identifier)
            {
                throw new ArgumentException("The subscriptions of one request have one identifier.", nameof(subscriptions));
            }

            if (wanted.NoLocal && TopicFilter.TryParse(wanted.Filter, int.MaxValue, out var filter) && filter.IsShared)
            {
                throw new ArgumentException($"'{wanted.Filter}' is shared; no-local is not for those.", nameof(subscriptions));
            }

            if (wanted.Identifier is 0 or > VariableByteInteger.Maximum)
            {
                throw new ArgumentException("A subscription identifier is 1 to 268,435,455.", nameof(subscriptions));
            }
        }
    }

    /// <exception cref="ArgumentException">It cannot; the message says why.</exception>
    public static void Check(IReadOnlyList<string> filters)
    {
        if (filters.Count == 0)
        {
            throw new ArgumentException("A request needs at least one topic filter.", nameof(filters));
        }

        foreach (var filter in filters)
        {
            if (!TopicFilter.TryParse(filter, int.MaxValue, out _))
            {
                throw new ArgumentException($"'{filter}' is no valid topic filter.", nameof(filters));
            }
        }
    }
}

using System.Collections.Immutable;
using KubeEdge.EventBus.Topics;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

/// <summary>Keeps one connection subscribed to what it should be: the fixed topics, and for rule data those of the cloud.</summary>
internal sealed partial class SubscriptionKeeper(
    IBroker broker, LaneDuty duty, CloudTopics cloud, ILogger<SubscriptionKeeper> logger)
{
    private static readonly ImmutableSortedSet<string> _none = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    private readonly ImmutableSortedSet<string> _fixed = _none.Union(duty == LaneDuty.Devices ? TopicNames.ForTwins : TopicNames.ForCloud);
    private volatile bool _isDone;

    /// <summary>Whether the client at hand has subscribed; it does so again itself when its connection was lost.</summary>
    public bool IsDone => _isDone;

    private ImmutableSortedSet<string> OfTheCloud => duty == LaneDuty.Data ? cloud.Current : _none;

    /// <summary>
    /// Whether this connection is there for a topic. A broker may deliver others: what it kept of a topic that was withdrawn, or what a
    /// subscription of earlier days covers.
    /// </summary>
    public bool Wants(string topic)
    {
        var wanted = OfTheCloud;
        return wanted.Contains(topic) || Cover(_fixed, topic) || Cover(wanted, topic);
    }

    /// <summary>Subscribes over a new client, and follows the topics until the connection is given up.</summary>
    public async Task RunAsync(IMqttClient client, CancellationToken ended)
    {
        var there = _none;
        _isDone = false;
        await client.WaitForAsync(MqttConnectionState.Connected, ended).ConfigureAwait(false);
        while (true)
        {
            var changed = cloud.Changed.Next;
            var wanted = _fixed.Union(OfTheCloud);
            await EndAsync(client, there.Except(wanted), ended).ConfigureAwait(false);
            await BeginAsync(client, wanted.Except(there), there.IsEmpty, ended).ConfigureAwait(false);
            there = wanted;
            _isDone = true;
            broker.Hears(duty, isSubscribed: true);
            await changed.WaitAsync(ended).ConfigureAwait(false);
        }
    }

    /// <summary>Ends subscriptions; a client that is not connected keeps the wish and carries it out when it is.</summary>
    private async ValueTask EndAsync(IMqttClient client, ImmutableSortedSet<string> gone, CancellationToken ended)
    {
        // A session that outlives this process may have those that were withdrawn while it could not be told.
        gone = broker.IsInProcess || duty != LaneDuty.Data ? gone : gone.Union(cloud.Withdrawn);
        if (gone.IsEmpty)
        {
            return;
        }

        var result = await client.UnsubscribeAsync([.. gone], ended).ConfigureAwait(false);
        if (!broker.IsInProcess && result.Status == MqttRequestStatus.Answered)
        {
            await cloud.ForgetAsync(gone, ended).ConfigureAwait(false);
        }
    }

    /// <summary>Subscribes; likewise.</summary>
    private async ValueTask BeginAsync(IMqttClient client, ImmutableSortedSet<string> wanted, bool isFirst, CancellationToken ended)
    {
        // What was retained at a broker in this process was heard when it was published, unless a topic is new.
        var retained = broker.IsInProcess && isFirst ? MqttRetainHandling.DoNotSend : MqttRetainHandling.SendIfNew;

        // What this connection publishes does not come back to it, as far as the protocol can be told so.
        MqttSubscription[] added =
        [
            .. wanted.Select(filter => new MqttSubscription(filter) { NoLocal = true, RetainHandling = retained }),
        ];
        if (added.Length == 0)
        {
            return;
        }

        var result = await client.SubscribeAsync(added, ended).ConfigureAwait(false);
        for (var i = 0; i < result.Reasons.Count; i++)
        {
            if (result.Reasons[i] >= MqttReason.UnspecifiedError)
            {
                Log.Refused(logger, broker.Name, added[i].Filter, result.Reasons[i]);
            }
        }
    }

    private static bool Cover(ImmutableSortedSet<string> filters, string topic)
    {
        foreach (var filter in filters)
        {
            if (TopicRules.Covers(filter, topic))
            {
                return true;
            }
        }

        return false;
    }
}

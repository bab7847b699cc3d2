using System.Collections.Immutable;
using KubeEdge.EventBus.Topics;
using KubeEdge.Mqtt;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EventBus.Brokers;

/// <summary>Keeps one connection subscribed to what it should be: the fixed topics, and for rule data those of the cloud.</summary>
internal sealed partial class SubscriptionKeeper(
    IBroker broker, LaneDuty duty, CloudTopics cloud, ILogger<SubscriptionKeeper> logger)
{
    private volatile bool _isDone;

    /// <summary>Whether the client at hand has subscribed; it does so again itself when its connection was lost.</summary>
    public bool IsDone => _isDone;

    /// <summary>Subscribes over a new client, and follows the topics until the connection is given up.</summary>
    public async Task RunAsync(IMqttClient client, CancellationToken ended)
    {
        var there = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
        _isDone = false;
        await client.WaitForAsync(MqttConnectionState.Connected, ended).ConfigureAwait(false);
        while (true)
        {
            var changed = cloud.Changed.Next;
            var wanted = Wanted();
            await ChangeAsync(client, there, wanted, ended).ConfigureAwait(false);
            there = wanted;
            _isDone = true;
            broker.Hears(duty, isSubscribed: true);
            await changed.WaitAsync(ended).ConfigureAwait(false);
        }
    }

    private ImmutableSortedSet<string> Wanted() => duty == LaneDuty.Devices
        ? ImmutableSortedSet.CreateRange(StringComparer.Ordinal, TopicNames.ForTwins)
        : cloud.Current.Union(TopicNames.ForCloud);

    /// <summary>A client that is not connected keeps the wish and carries it out when it is.</summary>
    private async ValueTask ChangeAsync(
        IMqttClient client, ImmutableSortedSet<string> there, ImmutableSortedSet<string> wanted, CancellationToken ended)
    {
        var gone = there.Except(wanted);
        if (gone.Count > 0)
        {
            await client.UnsubscribeAsync([.. gone], ended).ConfigureAwait(false);
        }

        // What was retained at a broker in this process was heard when it was published, unless a topic is new.
        var retained = broker.IsInProcess && there.IsEmpty ? MqttRetainHandling.DoNotSend : MqttRetainHandling.SendIfNew;

        // What this connection publishes does not come back to it, as far as the protocol can be told so.
        MqttSubscription[] added =
        [
            .. wanted.Except(there).Select(filter => new MqttSubscription(filter) { NoLocal = true, RetainHandling = retained }),
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
}

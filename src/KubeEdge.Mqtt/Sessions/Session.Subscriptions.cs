using KubeEdge.Mqtt.Storage;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Sessions;

internal sealed partial class Session
{
    private readonly Dictionary<string, Subscription> _subscriptions = new(StringComparer.Ordinal);

    /// <summary>
    /// Adds or replaces one subscription, and queues the retained messages that it brings. Nothing published meanwhile comes before them:
    /// it waits for the session's lock.
    /// </summary>
    /// <returns>The answer for the SUBACK.</returns>
    public MqttReason Subscribe(TopicFilter filter, MqttSubscription options)
    {
        lock (_lock)
        {
            var known = _subscriptions.ContainsKey(filter.Text);
            if (_ended || (!known && _subscriptions.Count >= _context.Limits.SubscriptionsPerClient))
            {
                _context.Metrics.Refused("subscriptions");
                return MqttReason.QuotaExceeded;
            }

            var subscription = new Subscription(this, filter, options);
            _subscriptions[filter.Text] = subscription;
            _context.Tree.Add(subscription);
            if (!filter.IsShared && options.RetainHandling switch
            {
                MqttRetainHandling.Send => true,
                MqttRetainHandling.SendIfNew => !known,
                _ => false,
            })
            {
                QueueRetained(filter, DeliveryGrant.Of(options));
            }
        }

        Volatile.Read(ref _connection)?.Wake();
        return (MqttReason)options.MaximumQos;
    }

    /// <returns>False when there was no such subscription.</returns>
    public bool Unsubscribe(TopicFilter filter)
    {
        lock (_lock)
        {
            return _subscriptions.Remove(filter.Text) && _context.Tree.Remove(this, filter);
        }
    }

    /// <summary>Completes when the subscriptions as they are now are durable.</summary>
    public Task SaveSubscriptions()
    {
        lock (_lock)
        {
            return IsStored && !_ended ? Save() : Task.CompletedTask;
        }
    }

    /// <summary>Puts back what the store held.</summary>
    public void Restore(StoredSession stored, int maximumLevels)
    {
        _isRecorded = true;
        _disconnected = stored.Disconnected;
        _outgoing.Restore(stored.LastSent);
        Expiry = TimeSpan.FromSeconds(stored.ExpirySeconds);
        foreach (var entry in stored.Subscriptions)
        {
            if (TopicFilter.TryParse(entry.Filter, maximumLevels, out var filter))
            {
                var subscription = new Subscription(this, filter, entry.ToOptions());
                _subscriptions[filter.Text] = subscription;
                _context.Tree.Add(subscription);
            }
        }
    }

    /// <summary>
    /// All of it is back. A client that was connected when the broker died is away since now, and may have been sent whatever is there.
    /// </summary>
    public void Restored()
    {
        lock (_lock)
        {
            if (_disconnected is null)
            {
                _disconnected = _context.Time.GetUtcNow();
                _ = Save();
            }
        }
    }

    private void QueueRetained(TopicFilter filter, DeliveryGrant grant)
    {
        var now = _context.Time.GetUtcNow();

        // Stored with the session, but nobody waits for it: the retained message itself is in the store.
        PublishEffects effects = default;
        foreach (var message in _context.Retained.Match(filter))
        {
            if (!message.IsExpired(now))
            {
                Queue(message, grant, retained: true, share: null, ref effects);
            }
        }
    }
}

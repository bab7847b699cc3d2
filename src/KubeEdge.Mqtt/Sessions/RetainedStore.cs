using KubeEdge.Mqtt.Broker;
using KubeEdge.Mqtt.Diagnostics;
using KubeEdge.Mqtt.Storage;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>The last retained message of every topic, within the limits.</summary>
internal sealed class RetainedStore(MqttBrokerLimits limits, TimeProvider time, StoreJournal journal, BrokerMetrics metrics)
{
    private readonly Lock _lock = new();
    private readonly RetainedTree<RoutedMessage> _tree = new();

    // Those that expire, the next one first: making room looks at nothing else.
    private readonly SortedSet<(DateTimeOffset Expires, string Topic)> _expiring = new(
        Comparer<(DateTimeOffset Expires, string Topic)>.Create(static (a, b) =>
            a.Expires != b.Expires ? a.Expires.CompareTo(b.Expires) : string.CompareOrdinal(a.Topic, b.Topic)));

    private long _bytes;

    public int Count
    {
        get
        {
            lock (_lock)
            {
                return _tree.Count;
            }
        }
    }

    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>Keeps a message in place of the topic's last one; an empty payload removes that [MQTT-3.3.1-6].</summary>
    /// <param name="message">A message with the retain flag.</param>
    /// <param name="store">False for what the broker makes anew after a restart.</param>
    /// <returns>Completes when it is durable.</returns>
    public Task Set(RoutedMessage message, bool store = true)
    {
        var topic = message.Message.Topic;
        lock (_lock)
        {
            RemoveExpired();
            var before = _tree.Get(topic);
            if (message.Message.Payload.IsEmpty)
            {
                return before is null ? Task.CompletedTask : Remove(topic, store);
            }

            if (_bytes + message.Size - (before?.Size ?? 0) > limits.RetainedBytes
                || (before is null && _tree.Count >= limits.RetainedMessages))
            {
                metrics.Dropped("retained_full");
                return Task.CompletedTask;
            }

            Keep(message);
            return store ? journal.Append(StoreKeys.Retained(topic), StoredMessage.Write(message)) : Task.CompletedTask;
        }
    }

    /// <summary>Puts back what the store held.</summary>
    public void Restore(RoutedMessage message)
    {
        lock (_lock)
        {
            Keep(message);
        }
    }

    public List<RoutedMessage> Match(TopicFilter filter)
    {
        var found = new List<RoutedMessage>();
        lock (_lock)
        {
            _tree.Match(filter.Path, found);
        }

        return found;
    }

    private void RemoveExpired()
    {
        var now = time.GetUtcNow();
        while (_expiring.Count > 0 && _expiring.Min is var (expires, topic) && expires <= now)
        {
            _ = Remove(topic, store: true);
        }
    }

    private void Keep(RoutedMessage message)
    {
        var topic = message.Message.Topic;
        Uncount(_tree.Set(topic, message));
        _bytes += message.Size;
        if (message.Expires is { } expires)
        {
            _expiring.Add((expires, topic));
        }
    }

    private Task Remove(string topic, bool store)
    {
        Uncount(_tree.Remove(topic));
        return store ? journal.Append(StoreKeys.Retained(topic), null) : Task.CompletedTask;
    }

    private void Uncount(RoutedMessage? gone)
    {
        if (gone is null)
        {
            return;
        }

        _bytes -= gone.Size;
        if (gone.Expires is { } expires)
        {
            _expiring.Remove((expires, gone.Message.Topic));
        }
    }
}

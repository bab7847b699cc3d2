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
            var before = _tree.Get(topic);
            if (message.Message.Payload.IsEmpty)
            {
                return before is null ? Task.CompletedTask : Remove(topic, before, store);
            }

            var bytes = _bytes + message.Size - (before?.Size ?? 0);
            if (bytes > limits.RetainedBytes || (before is null && _tree.Count >= limits.RetainedMessages && !RemoveExpired()))
            {
                metrics.Dropped("retained_full");
                return Task.CompletedTask;
            }

            _tree.Set(topic, message);
            _bytes = bytes;
            return store ? journal.Append(StoreKeys.Retained(topic), StoredMessage.Write(message)) : Task.CompletedTask;
        }
    }

    /// <summary>Puts back what the store held.</summary>
    public void Restore(RoutedMessage message)
    {
        lock (_lock)
        {
            _tree.Set(message.Message.Topic, message);
            _bytes += message.Size;
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

    private bool RemoveExpired()
    {
        var all = new List<RoutedMessage>();
        _tree.Match("#", all);
        var now = time.GetUtcNow();
        var removed = false;
        foreach (var message in all)
        {
            if (message.IsExpired(now))
            {
                _ = Remove(message.Message.Topic, message, store: true);
                removed = true;
            }
        }

        return removed;
    }

    private Task Remove(string topic, RoutedMessage before, bool store)
    {
        _tree.Remove(topic);
        _bytes -= before.Size;
        return store ? journal.Append(StoreKeys.Retained(topic), null) : Task.CompletedTask;
    }
}

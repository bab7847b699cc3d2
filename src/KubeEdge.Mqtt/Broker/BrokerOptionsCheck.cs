namespace KubeEdge.Mqtt.Broker;

/// <summary>Finds limits with which a broker could not work.</summary>
internal static class BrokerOptionsCheck
{
    // Every queued message of QoS 1 and 2 has one of 65,535 identifiers.
    private const int MaximumQueuedMessages = 60_000;

    // 49 days in seconds, which is as long as a timer runs.
    private const int MaximumExpiry = 49 * 24 * 60 * 60;

    // The largest remaining length that the wire can say.
    private const int MaximumPacketSize = 268_435_455;

    public static void ThrowIfImpossible(MqttBrokerOptions options)
    {
        var limits = options.Limits;
        InRange(limits.Connections, 1, int.MaxValue, nameof(limits.Connections));
        InRange(limits.Sessions, 1, int.MaxValue, nameof(limits.Sessions));
        InRange(limits.SubscriptionsPerClient, 1, int.MaxValue, nameof(limits.SubscriptionsPerClient));
        InRange(limits.QueuedMessages, 1, MaximumQueuedMessages, nameof(limits.QueuedMessages));
        InRange(limits.QueuedBytes, 1, long.MaxValue, nameof(limits.QueuedBytes));
        InRange(limits.RetainedMessages, 0, int.MaxValue, nameof(limits.RetainedMessages));
        InRange(limits.RetainedBytes, 0, long.MaxValue, nameof(limits.RetainedBytes));
        InRange(limits.PacketSize, 64, MaximumPacketSize, nameof(limits.PacketSize));
        InRange(limits.TopicLevels, 1, 1_000, nameof(limits.TopicLevels));
        InRange(limits.InFlight, 1, ushort.MaxValue, nameof(limits.InFlight));
        InRange(limits.TopicAliases, 0, ushort.MaxValue, nameof(limits.TopicAliases));
        InRange(limits.InProcessQueue, 1, int.MaxValue, nameof(limits.InProcessQueue));
        InRange((long)limits.HandshakeTimeout.TotalMilliseconds, 1, int.MaxValue, nameof(limits.HandshakeTimeout));
        InRange((long)limits.SendTimeout.TotalMilliseconds, 1, int.MaxValue, nameof(limits.SendTimeout));
        InRange((long)limits.InProcessAnswerTimeout.TotalMilliseconds, 1, int.MaxValue, nameof(limits.InProcessAnswerTimeout));
        InRange((long)limits.StopTimeout.TotalMilliseconds, 1, int.MaxValue, nameof(limits.StopTimeout));
        InRange((long)limits.SessionExpiry.TotalSeconds, 0, MaximumExpiry, nameof(limits.SessionExpiry));
        InRange((long)options.SystemTopicInterval.TotalMilliseconds, 0, int.MaxValue, nameof(options.SystemTopicInterval));
        if (options.MaximumKeepAlive is { } keepAlive)
        {
            InRange((long)keepAlive.TotalSeconds, 1, ushort.MaxValue, nameof(options.MaximumKeepAlive));
        }
    }

    private static void InRange(long value, long minimum, long maximum, string name)
    {
        if (value < minimum || value > maximum)
        {
            throw new ArgumentOutOfRangeException(name, value, $"{name} is from {minimum} to {maximum}.");
        }
    }
}

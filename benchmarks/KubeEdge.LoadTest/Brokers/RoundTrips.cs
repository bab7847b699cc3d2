namespace KubeEdge.LoadTest.Brokers;

/// <summary>One message at a time, from the publisher's write to the subscriber's read.</summary>
internal static class RoundTrips
{
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);

    /// <summary>Adds so many durations.</summary>
    public static async Task RunAsync(BrokerProcess broker, int qos, int count, Latencies latencies)
    {
        using var limit = new CancellationTokenSource(_patience);
        var progress = new Progress();
        using var subscriber = new RawSubscriber(progress);
        using var publisher = new RawPublisher(progress, RawPackets.Message("load/0", qos, new byte[64]), qos);
        await subscriber.ConnectAsync(broker.Port, "subscriber", "load/#", qos);
        await publisher.ConnectAsync(broker.Port, "publisher");
        for (int i = 1; i <= count; i++)
        {
            long start = TimeProvider.System.GetTimestamp();
            publisher.Publish(1);
            int expected = i;
            await progress.UntilAsync(() => progress.Delivered >= expected && publisher.Unacknowledged == 0, limit.Token);
            latencies.Add(TimeProvider.System.GetElapsedTime(start, progress.Last));
        }
    }
}

namespace KubeEdge.LoadTest.Brokers;

/// <summary>One kind of traffic at one broker, as fast as the broker delivers.</summary>
internal sealed class TrafficRun : IDisposable
{
    private const int Dialing = 32;
    private static readonly TimeSpan _warmUp = TimeSpan.FromMilliseconds(300);
    private static readonly TimeSpan _patience = TimeSpan.FromSeconds(30);
    private readonly Traffic _traffic;
    private readonly Progress _progress = new();
    private readonly RawPublisher[] _publishers;
    private readonly RawSubscriber[] _subscribers;
    private volatile bool _isStopping;
    private long _sent;

    private TrafficRun(Traffic traffic)
    {
        _traffic = traffic;
        _publishers =
        [
            .. Enumerable.Range(0, traffic.Publishers)
                .Select(i => new RawPublisher(_progress, RawPackets.Message($"load/{i}", traffic.Qos, new byte[64]), traffic.Qos)),
        ];
        _subscribers = [.. Enumerable.Range(0, traffic.Subscribers).Select(_ => new RawSubscriber(_progress))];
    }

    /// <summary>Runs it so long, after a moment to warm up.</summary>
    public static async Task<TrafficResult> RunAsync(BrokerProcess broker, Traffic traffic, TimeSpan measured)
    {
        using var run = new TrafficRun(traffic);
        await run.ConnectAsync(broker.Port);
        using var limit = new CancellationTokenSource(_warmUp + measured + _patience);
        Task pump = Task.Run(() => run.PumpAsync(limit.Token), limit.Token);
        await Task.Delay(_warmUp, limit.Token);
        TrafficResult before = run.Now(broker);
        await Task.Delay(measured, limit.Token);
        TrafficResult after = run.Now(broker);
        run._isStopping = true;
        await pump;
        await run.DrainAsync(limit.Token);
        return after - before;
    }

    public void Dispose()
    {
        Array.ForEach(_publishers, static publisher => publisher.Dispose());
        Array.ForEach(_subscribers, static subscriber => subscriber.Dispose());
    }

    private async Task ConnectAsync(int port)
    {
        var dialing = new ParallelOptions { MaxDegreeOfParallelism = Dialing };
        await Parallel.ForEachAsync(_subscribers.Index(), dialing, async (subscriber, _) =>
            await subscriber.Item.ConnectAsync(port, $"subscriber-{subscriber.Index}", "load/#", _traffic.Qos));
        await Parallel.ForEachAsync(_publishers.Index(), dialing, async (publisher, _) =>
            await publisher.Item.ConnectAsync(port, $"publisher-{publisher.Index}"));
    }

    private async Task PumpAsync(CancellationToken cancellationToken)
    {
        int next = 0;
        while (!_isStopping)
        {
            int room = _traffic.Window - (int)(_sent - (_progress.Delivered / _traffic.Subscribers));
            int share = Math.Max(1, room / _publishers.Length);
            int sent = 0;
            for (int i = 0; i < _publishers.Length && sent < room; i++, next++)
            {
                sent += _publishers[next % _publishers.Length].Publish(Math.Min(share, room - sent));
            }

            _sent += sent;
            if (sent == 0)
            {
                await _progress.NextAsync(cancellationToken);
            }
        }
    }

    /// <summary>What was published is delivered, all of it: a broker that drops would only look fast.</summary>
    private async Task DrainAsync(CancellationToken cancellationToken)
    {
        long expected = _sent * _traffic.Subscribers;
        try
        {
            await _progress.UntilAsync(() => _progress.Delivered >= expected, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            throw new InvalidOperationException($"{_traffic.Name}: {_progress.Delivered} of {expected} messages were delivered.");
        }
    }

    private TrafficResult Now(BrokerProcess broker) => new(
        _progress.Delivered, TimeProvider.System.GetElapsedTime(0), broker.Processor, Environment.CpuUsage.TotalTime);
}

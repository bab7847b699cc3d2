using System.Collections.Immutable;

namespace KubeEdge.EventBus.Brokers;

/// <summary>The brokers of this node; the external one comes first, as in the original.</summary>
internal sealed class BrokerSet(IBrokerSource source, LaneFactory lanes) : IAsyncDisposable
{
    private readonly ImmutableArray<ServedBroker> _brokers = [.. source.Make().Select(broker => new ServedBroker(broker, lanes))];

    public IReadOnlyList<BrokerStatus> Status => [.. _brokers.Select(static broker => broker.Status)];

    /// <summary>Publishes at every broker as soon as it takes it; never waits.</summary>
    public void Post(LaneDuty duty, string topic, ReadOnlyMemory<byte> payload)
    {
        foreach (var broker in _brokers)
        {
            broker.Post(duty, topic, payload);
        }
    }

    /// <summary>Serves until the host stops.</summary>
    public Task RunAsync(CancellationToken stopping) => Task.WhenAll(_brokers.Select(broker => broker.RunAsync(stopping)));

    public async ValueTask DisposeAsync()
    {
        foreach (var broker in _brokers)
        {
            await broker.DisposeAsync().ConfigureAwait(false);
        }
    }
}

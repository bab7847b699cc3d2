using System.Collections.Immutable;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Upstream;

/// <summary>Drains the sources onto one link at a time, the lowest class first: the single writer of a connection.</summary>
internal sealed class UpstreamPump
{
    // Acknowledgements are small and must never wait for a free place; of bulk messages few enough are under way that a new
    // acknowledgement or status overtakes quickly, and enough that the link can gather them into one flush.
    private const int UrgentWindow = 1024;
    private const int NormalWindow = 64;

    private readonly ImmutableArray<IUpstreamSource> _sources;
    private readonly EdgeHubMetrics _metrics;
    private readonly ILogger _logger;

    public UpstreamPump(IEnumerable<IUpstreamSource> sources, EdgeHubMetrics metrics, ILogger<UpstreamPump> logger)
    {
        _sources = [.. sources.OrderBy(static source => source.Class)];
        _metrics = metrics;
        _logger = logger;
    }

    /// <summary>Sends what the sources have until <paramref name="ended"/> fires, then settles what was under way.</summary>
    public async Task RunAsync(ILink link, CancellationToken ended)
    {
        var signal = new AsyncSignal();
        var upstream = new UpstreamLink(link.Peer, signal);
        var feeds = ImmutableArray.CreateRange(_sources, source => new UpstreamFeed(source, link, _logger));
        var urgent = new UpstreamLane(link, LinkLane.Urgent, UrgentWindow, signal, _metrics);
        var normal = new UpstreamLane(link, LinkLane.Normal, NormalWindow, signal, _metrics);
        var settling = Task.WhenAll(urgent.SettleAsync(), normal.SettleAsync());
        foreach (var feed in feeds)
        {
            feed.Open(upstream);
        }

        try
        {
            while (true)
            {
                while (!ended.IsCancellationRequested && SendNext(feeds, urgent, normal))
                {
                }

                await signal.WaitAsync(ended).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The connection is over.
        }
        finally
        {
            urgent.Complete();
            normal.Complete();
            await settling.ConfigureAwait(false);
            foreach (var feed in feeds)
            {
                await feed.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    /// <summary>One message of the lowest class that has one. Looked up afresh each time, so that an acknowledgement overtakes at every step.</summary>
    private static bool SendNext(ImmutableArray<UpstreamFeed> feeds, UpstreamLane urgent, UpstreamLane normal)
    {
        foreach (var feed in feeds)
        {
            var lane = feed.Class == UpstreamClass.Acknowledgement ? urgent : normal;
            if (!feed.Silent && lane.HasRoom && feed.TryRead(out var item))
            {
                lane.Send(feed, item);
                return true;
            }
        }

        return false;
    }
}

using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Upstream;

/// <summary>
/// The messages in flight on one lane of one connection. The window keeps the link's write buffer short, so that a message of a
/// higher class overtakes within the window and not behind everything that was ever read.
/// </summary>
internal sealed class UpstreamLane(ILink link, LinkLane lane, int window, AsyncSignal signal, EdgeHubMetrics metrics)
{
    private readonly Channel<InFlight> _inFlight = Channel.CreateBounded<InFlight>(
        new BoundedChannelOptions(window) { SingleReader = true, SingleWriter = true });

    // Written by the settling task, read by the sending one.
    private int _count;
    private volatile bool _broken;

    /// <summary>Whether one more message may leave.</summary>
    public bool HasRoom => !_broken && Volatile.Read(ref _count) < window;

    /// <summary>Starts sending; call only with room. The link keeps the order in which sends were started.</summary>
    public void Send(UpstreamFeed feed, in UpstreamItem item)
    {
        // No token: the link ends every send itself, by its write deadline or by closing.
        var sending = link.SendAsync(item.Message, lane, CancellationToken.None);
        Interlocked.Increment(ref _count);
        _inFlight.Writer.TryWrite(new InFlight(feed, item, sending));
    }

    /// <summary>Nothing more will be sent; <see cref="SettleAsync"/> ends when all is settled.</summary>
    public void Complete() => _inFlight.Writer.Complete();

    /// <summary>Tells the sources what became of their items, until <see cref="Complete"/>.</summary>
    public async Task SettleAsync()
    {
        var unwritten = new Stack<InFlight>();
        while (await _inFlight.Reader.WaitToReadAsync().ConfigureAwait(false))
        {
            while (_inFlight.Reader.TryRead(out var flight))
            {
                await SettleOneAsync(flight, unwritten).ConfigureAwait(false);
            }
        }

        // Newest first: each goes back to the head of its source.
        while (unwritten.TryPop(out var flight))
        {
            flight.Feed.Settle(flight.Item, UpstreamOutcome.NotWritten);
        }
    }

    private async ValueTask SettleOneAsync(InFlight flight, Stack<InFlight> unwritten)
    {
        var status = await flight.CompleteAsync().ConfigureAwait(false);
        metrics.Upstream(flight.Feed.Class, status);
        switch (status)
        {
            case SendStatus.Sent:
                flight.Feed.Settle(flight.Item, UpstreamOutcome.Written);
                break;
            case SendStatus.Rejected:
                flight.Feed.Settle(flight.Item, UpstreamOutcome.Rejected);
                break;
            default:
                _broken = true;
                unwritten.Push(flight);
                break;
        }

        if (Interlocked.Decrement(ref _count) == window - 1)
        {
            signal.Set();
        }
    }
}

using System.Collections.Concurrent;
using KubeEdge.EdgeHub.Upstream;

namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>The cloud's twins on one connection.</summary>
internal sealed class TwinReader : IUpstreamReader
{
    private readonly TwinUpstream _upstream;
    private readonly UpstreamMessages _messages;
    private readonly UpstreamLink _link;
    private readonly ITimer _timer;
    private readonly ConcurrentDictionary<long, Backlog> _inHand = new();
    private bool _hasAsked;
    private long _position;

    public TwinReader(TwinUpstream upstream, UpstreamMessages messages, UpstreamLink link, TimeProvider time)
    {
        (_upstream, _messages, _link) = (upstream, messages, link);
        _timer = time.CreateTimer(
            static state => ((UpstreamLink?)state)?.Notify(), link, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    public bool TryRead(out UpstreamItem item)
    {
        if (!_hasAsked)
        {
            // Not remembered: whether it arrives or not, the next connection asks again.
            _hasAsked = true;
            item = new UpstreamItem(_messages.DetailRequest());
            return true;
        }

        if (_upstream.TryTake(out var message, out var backlog, out var wait))
        {
            _inHand[++_position] = backlog;
            item = new UpstreamItem(message, _position);
            return true;
        }

        if (wait is { } left)
        {
            _timer.Change(left, Timeout.InfiniteTimeSpan);
        }

        item = default;
        return false;
    }

    public void Settle(in UpstreamItem item, UpstreamOutcome outcome)
    {
        if (_inHand.TryRemove(item.Position, out var backlog))
        {
            _upstream.Settle(backlog, item.Message, outcome);
        }
    }

    public async ValueTask DisposeAsync()
    {
        _upstream.Close(_link);
        await _timer.DisposeAsync().ConfigureAwait(false);
    }
}

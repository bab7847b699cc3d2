using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Connections;

/// <summary>
/// How long to wait before the next attempt. Nothing but arithmetic, so that its table can be tested: time and randomness come in.
/// </summary>
internal sealed class ReconnectSchedule(ReconnectOptions options, Random random)
{
    private int _attempts;
    private bool _wentAtOnce;

    /// <summary>The pause after a link that had been up for <paramref name="uptime"/>.</summary>
    public TimeSpan AfterLink(TimeSpan uptime, in LinkClosed closed)
    {
        if (uptime >= options.StableAfter)
        {
            _attempts = 0;
            _wentAtOnce = false;
        }

        // An orderly end is a restart of the cloud; but one that closes each new link at once must not be met by a hot loop.
        if (closed is { Reason: LinkCloseReason.PeerClosed, IsOrderly: true } && !_wentAtOnce)
        {
            _wentAtOnce = true;
            return TimeSpan.Zero;
        }

        return Next();
    }

    /// <summary>The pause after an attempt that failed.</summary>
    /// <param name="retryAfter">What the cloud asked for; null when it asked for nothing.</param>
    public TimeSpan AfterFailure(TimeSpan? retryAfter)
    {
        var pause = Next();
        if (retryAfter is not { } asked)
        {
            return pause;
        }

        // Spread on top, because a refusing cloud tells every node the same number.
        return (asked < options.MaximumRetryAfter ? asked : options.MaximumRetryAfter) + pause;
    }

    private TimeSpan Next()
    {
        // The shift is bounded so that no number of attempts overflows.
        var doubled = options.MinimumDelay.TotalSeconds * (2L << Math.Min(_attempts, 30));
        var ceiling = Math.Min(doubled, options.MaximumDelay.TotalSeconds);
        _attempts = Math.Min(_attempts + 1, 31);
        var floor = options.MinimumDelay.TotalSeconds;
        return TimeSpan.FromSeconds(floor + ((ceiling - floor) * random.NextDouble()));
    }
}

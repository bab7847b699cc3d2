namespace KubeEdge.CloudHub.Sessions;

/// <summary>
/// Spreads new connections over time, before TLS costs anything: after a restart thousands of nodes come back at once. A connection
/// waits for its turn for a short while; beyond that it is closed, and the node's own back-off takes over.
/// </summary>
/// <param name="perSecond">Handshakes per second.</param>
/// <param name="maxWait">The longest wait for a turn.</param>
/// <param name="timeProvider">The clock.</param>
internal sealed class HandshakeGate(int perSecond, TimeSpan maxWait, TimeProvider timeProvider)
{
    private static readonly TimeSpan _burst = TimeSpan.FromMilliseconds(100);
    private readonly TimeSpan _interval = TimeSpan.FromSeconds(1) / perSecond;
    private readonly long _origin = timeProvider.GetTimestamp();
    private readonly Lock _gate = new();
    private TimeSpan _nextTurn = -_burst;

    /// <summary>Waits for a turn; false when it is too far away.</summary>
    public async ValueTask<bool> EnterAsync(CancellationToken cancellationToken)
    {
        TimeSpan wait;
        lock (_gate)
        {
            var now = timeProvider.GetElapsedTime(_origin);
            var turn = _nextTurn > now - _burst ? _nextTurn : now - _burst;
            wait = turn - now;
            if (wait > maxWait)
            {
                return false;
            }

            _nextTurn = turn + _interval;
        }

        if (wait > TimeSpan.Zero)
        {
            await Task.Delay(wait, timeProvider, cancellationToken).ConfigureAwait(false);
        }

        return true;
    }
}

using KubeEdge.Viaduct.Sending;

namespace KubeEdge.Viaduct.Links;

/// <summary>
/// Watches over one link with one timer: asks a silent peer for a sign of life, gives up on one that gives none, and on a socket that
/// takes no bytes. Any byte from the peer is a sign of life; it need not send data of its own.
/// </summary>
internal sealed class Liveness : IDisposable
{
    private static readonly TimeSpan _longest = TimeSpan.FromDays(40);

    private readonly TimeProvider _time;
    private readonly OutboundPump _pump;
    private readonly ILivenessEvents _events;
    private readonly TimeSpan _pingInterval;
    private readonly TimeSpan _pingTimeout;
    private readonly TimeSpan _writeTimeout;
    private readonly ITimer _timer;
    private long _lastReceived;
    private int _receipts;
    private long _pingSent;
    private int _receiptsAtPing;
    private bool _isPingOut;
    private volatile bool _isPaused;

    public Liveness(LinkOptions options, TimeProvider time, OutboundPump pump, ILivenessEvents events)
    {
        _time = time;
        _pump = pump;
        _events = events;
        _pingInterval = Bounded(options.PingInterval);
        _pingTimeout = Bounded(options.PingTimeout);
        _writeTimeout = Bounded(options.WriteTimeout);
        _lastReceived = time.GetTimestamp();
        _timer = time.CreateTimer(static state => ((Liveness)state!).Check(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan); // state: the argument
    }

    /// <summary>Starts watching.</summary>
    public void Start() => _timer.Change(Min(_pingInterval, _writeTimeout), Timeout.InfiniteTimeSpan);

    /// <summary>Something arrived. Called by the receiving loop only.</summary>
    public void Received()
    {
        Volatile.Write(ref _lastReceived, _time.GetTimestamp());
        Volatile.Write(ref _receipts, _receipts + 1);
    }

    /// <summary>Nothing is read for now, so the peer's silence means nothing.</summary>
    public void Pause() => _isPaused = true;

    /// <summary>Reading goes on.</summary>
    public void Resume()
    {
        Received();
        _isPaused = false;
    }

    /// <inheritdoc/>
    public void Dispose() => _timer.Dispose();

    private void Check()
    {
        var next = Min(CheckWrite(), CheckPeer());
        if (next > TimeSpan.Zero)
        {
            _timer.Change(next, Timeout.InfiniteTimeSpan);
        }
    }

    // How long until the next look is due; zero when the link is given up.
    private TimeSpan CheckWrite()
    {
        var started = _pump.WriteStarted;
        if (started == 0)
        {
            return _writeTimeout;
        }

        var left = _writeTimeout - _time.GetElapsedTime(started);
        if (left <= TimeSpan.Zero)
        {
            _events.OnWriteTimeout();
        }

        return left;
    }

    private TimeSpan CheckPeer()
    {
        if (_isPaused)
        {
            _isPingOut = false;
            return _pingInterval;
        }

        var now = _time.GetTimestamp();
        var received = Volatile.Read(ref _lastReceived);
        if (_isPingOut && Volatile.Read(ref _receipts) == _receiptsAtPing)
        {
            var left = _pingTimeout - _time.GetElapsedTime(_pingSent, now);
            if (left <= TimeSpan.Zero)
            {
                _events.OnPeerSilent(_time.GetElapsedTime(received, now));
            }

            return left;
        }

        _isPingOut = false;
        var untilPing = _pingInterval - _time.GetElapsedTime(received, now);
        if (untilPing > TimeSpan.Zero)
        {
            return untilPing;
        }

        _isPingOut = true;
        _pingSent = now;
        _receiptsAtPing = Volatile.Read(ref _receipts);
        _events.OnPingDue();
        return _pingTimeout;
    }

    private static TimeSpan Bounded(TimeSpan value) => value == Timeout.InfiniteTimeSpan ? _longest : value;

    private static TimeSpan Min(TimeSpan a, TimeSpan b) => a < b ? a : b;
}

using KubeEdge.Mqtt.Broker;

namespace KubeEdge.Mqtt.Connections;

/// <summary>
/// The deadlines of one connection, on one timer: the handshake, one and a half times the keep-alive without a packet [MQTT-3.1.2-22], and
/// a network that takes nothing.
/// </summary>
internal sealed class Liveness : IDisposable
{
    private readonly Lock _lock = new();
    private readonly TimeProvider _time;
    private readonly MqttBrokerLimits _limits;
    private readonly Action<MqttReason> _expired;
    private readonly ITimer _timer;
    private long _silentSince;
    private long _sending;
    private TimeSpan _silence;
    private bool _connected;
    private bool _disposed;

    /// <param name="limits">The deadlines.</param>
    /// <param name="time">The clock.</param>
    /// <param name="expired">Called when one has passed; again when the end takes too long.</param>
    public Liveness(MqttBrokerLimits limits, TimeProvider time, Action<MqttReason> expired)
    {
        _time = time;
        _limits = limits;
        _expired = expired;
        _silentSince = Now();
        _silence = limits.HandshakeTimeout;
        _timer = time.CreateTimer(static state => (state as Liveness)?.Check(), this, _silence, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The handshake is done: from now on the keep-alive counts, in seconds; 0 is none.</summary>
    public void Connected(int keepAlive)
    {
        lock (_lock)
        {
            _connected = true;
            _silentSince = Now();
            _silence = keepAlive == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(keepAlive * 1.5);
            Arm();
        }
    }

    /// <summary>A packet came.</summary>
    public void Received() => Volatile.Write(ref _silentSince, Now());

    /// <summary>The broker reads nothing for a while: silence is not the client's fault until <see cref="Listening"/>.</summary>
    public void NotListening()
    {
        // A host that takes too long to let the client in still ends the handshake.
        if (_connected)
        {
            Volatile.Write(ref _silentSince, 0);
        }
    }

    /// <summary>The broker reads on.</summary>
    public void Listening()
    {
        if (Volatile.Read(ref _silentSince) == 0)
        {
            Received();
        }
    }

    /// <summary>The network does not take what is written; the deadline runs until <see cref="Sent"/>.</summary>
    public void Sending()
    {
        lock (_lock)
        {
            _sending = Now();
            Arm();
        }
    }

    public void Sent()
    {
        lock (_lock)
        {
            _sending = 0;
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _disposed = true;
            _timer.Dispose();
        }
    }

    private void Check()
    {
        MqttReason? reason = null;
        lock (_lock)
        {
            if (SendingLeft() <= TimeSpan.Zero)
            {
                reason = MqttReason.ServerBusy;
            }
            else if (SilenceLeft() <= TimeSpan.Zero)
            {
                // Said once. From then on what is still to be sent has its own deadline.
                _silence = Timeout.InfiniteTimeSpan;
                reason = MqttReason.KeepAliveTimeout;
            }
            else
            {
                Arm();
            }
        }

        if (reason is { } expired)
        {
            _expired(expired);
        }
    }

    private void Arm()
    {
        if (_disposed)
        {
            return;
        }

        var left = SendingLeft() < SilenceLeft() ? SendingLeft() : SilenceLeft();
        _timer.Change(left == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : Positive(left), Timeout.InfiniteTimeSpan);
    }

    private static TimeSpan Positive(TimeSpan left) => left < TimeSpan.Zero ? TimeSpan.Zero : left;

    private TimeSpan SendingLeft() => _sending == 0 ? TimeSpan.MaxValue : _limits.SendTimeout - _time.GetElapsedTime(_sending);

    private TimeSpan SilenceLeft()
    {
        var since = Volatile.Read(ref _silentSince);
        return _silence == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue
            : since == 0 ? _silence
            : _silence - _time.GetElapsedTime(since);
    }

    // Never 0, which says that nothing counts.
    private long Now() => Math.Max(1, _time.GetTimestamp());
}

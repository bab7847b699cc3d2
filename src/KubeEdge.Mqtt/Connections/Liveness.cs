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
    private long _received;
    private long _sending;
    private TimeSpan _silence;
    private bool _disposed;

    /// <param name="limits">The deadlines.</param>
    /// <param name="time">The clock.</param>
    /// <param name="expired">Called when one has passed; again when the end takes too long.</param>
    public Liveness(MqttBrokerLimits limits, TimeProvider time, Action<MqttReason> expired)
    {
        _time = time;
        _limits = limits;
        _expired = expired;
        _received = time.GetTimestamp();
        _silence = limits.HandshakeTimeout;
        _timer = time.CreateTimer(static state => (state as Liveness)?.Check(), this, _silence, Timeout.InfiniteTimeSpan);
    }

    /// <summary>The handshake is done: from now on the keep-alive counts, in seconds; 0 is none.</summary>
    public void Connected(int keepAlive)
    {
        lock (_lock)
        {
            _received = _time.GetTimestamp();
            _silence = keepAlive == 0 ? Timeout.InfiniteTimeSpan : TimeSpan.FromSeconds(keepAlive * 1.5);
            Arm();
        }
    }

    /// <summary>A packet came.</summary>
    public void Received() => Volatile.Write(ref _received, _time.GetTimestamp());

    /// <summary>The network does not take what is written; the deadline runs until <see cref="Sent"/>.</summary>
    public void Sending()
    {
        lock (_lock)
        {
            _sending = Math.Max(1, _time.GetTimestamp());
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

    private TimeSpan SilenceLeft() => _silence == Timeout.InfiniteTimeSpan
        ? TimeSpan.MaxValue
        : _silence - _time.GetElapsedTime(Volatile.Read(ref _received));
}

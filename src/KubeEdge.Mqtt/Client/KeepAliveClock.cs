namespace KubeEdge.Mqtt.Client;

/// <summary>
/// Decides about pings. A ping goes when nothing was written, or nothing was received, for three quarters of the keep-alive; the connection
/// is dead when then nothing is received for half of it.
/// </summary>
internal sealed class KeepAliveClock(TimeSpan keepAlive, TimeProvider time)
{
    private long _written = time.GetTimestamp();
    private long _received = time.GetTimestamp();
    private long _pinged;
    private volatile bool _awaitsAnswer;

    /// <summary>How often to ask.</summary>
    public TimeSpan CheckEvery => keepAlive / 4;

    public void Written() => Volatile.Write(ref _written, time.GetTimestamp());

    /// <summary>Whatever arrives shows that the broker lives.</summary>
    public void Received()
    {
        Volatile.Write(ref _received, time.GetTimestamp());
        _awaitsAnswer = false;
    }

    /// <summary>What to do now.</summary>
    /// <param name="isReading">Whether anybody reads; while nobody does, silence says nothing about the broker.</param>
    public PingDecision Decide(bool isReading)
    {
        var now = time.GetTimestamp();
        if (_awaitsAnswer && isReading)
        {
            return time.GetElapsedTime(_pinged, now) >= keepAlive / 2 ? PingDecision.Dead : PingDecision.Nothing;
        }

        var silence = keepAlive * 0.75;
        if (time.GetElapsedTime(Volatile.Read(ref _written), now) < silence
            && time.GetElapsedTime(Volatile.Read(ref _received), now) < silence)
        {
            return PingDecision.Nothing;
        }

        (_pinged, _awaitsAnswer) = (now, true);
        return PingDecision.Ping;
    }
}

namespace KubeEdge.Testing;

/// <summary>A clock that passes with each look at it, so that no two looks see the same time.</summary>
/// <param name="step">By how much.</param>
internal sealed class PassingClock(TimeSpan step) : TimeProvider
{
    private DateTimeOffset _now = DateTimeOffset.UnixEpoch;

    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    public override DateTimeOffset GetUtcNow() => _now += step;

    public override long GetTimestamp() => GetUtcNow().UtcTicks;
}

using KubeEdge.Testing;

namespace KubeEdge.DeviceTwin.Tests.Fakes;

/// <summary>A clock whose time of day can be set, as a time server does; what is measured and the timers go on as before.</summary>
internal sealed class WallClock(ManualTimeProvider clock) : TimeProvider
{
    /// <summary>What was added to the time of day.</summary>
    public TimeSpan Shift { get; set; }

    public override long TimestampFrequency => clock.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => clock.GetUtcNow() + Shift;

    public override long GetTimestamp() => clock.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        clock.CreateTimer(callback, state, dueTime, period);
}

using Microsoft.Extensions.Options;

namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>Says when the next message of a backlog leaves: its newest values soon after the last, the same ones with growing pauses.</summary>
internal sealed class Pacing(IOptions<DeviceTwinOptions> options)
{
    /// <summary>The time of what waits for nothing.</summary>
    public static readonly TimeSpan AtOnce = TimeSpan.MinValue;

    /// <summary>
    /// How soon newer values follow a message that is not confirmed. A cloud confirms after it has written, up to a second later; values
    /// that waited for that would meet the next such second, and be in the API after two.
    /// </summary>
    private static readonly TimeSpan _pace = TimeSpan.FromMilliseconds(250);

    /// <summary>The next pause before a repetition is the shortest again.</summary>
    public void Reset(Backlog backlog) => backlog.Delay = options.Value.ResendDelay;

    /// <summary>When values leave that came after the last message.</summary>
    public static TimeSpan AfterChange(Backlog backlog) =>
        backlog.Last is null ? AtOnce : backlog.SentAt + Pace(backlog);

    /// <summary>When the next message leaves after one that the link was given.</summary>
    public TimeSpan AfterSending(Backlog backlog, bool isWritten, TimeSpan now)
    {
        backlog.SentAt = isWritten ? now : AtOnce;
        if (!isWritten || backlog.Last is null)
        {
            return AtOnce;
        }

        if (backlog.IsStale)
        {
            return now + Pace(backlog);
        }

        var delay = backlog.Delay;
        backlog.Delay = TimeSpan.FromTicks(Math.Min(2 * delay.Ticks, options.Value.MaximumResendDelay.Ticks));
        return now + delay;
    }

    /// <summary>Longer for a cloud that is slow to confirm, so that the messages waited for cover more than half a minute.</summary>
    private static TimeSpan Pace(Backlog backlog) => _pace * (1 + (backlog.Sent.Count / 4));
}

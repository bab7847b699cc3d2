namespace KubeEdge.EdgeHub;

/// <summary>
/// How long EdgeHub waits before it connects again. The original waits 30 s after every loss, newer ones 2–30 s; a fleet of these
/// is back within half a minute of a cloud restart without arriving in one wave.
/// </summary>
public sealed class ReconnectOptions
{
    /// <summary>The shortest pause. Default 0.5 s, limits 10 ms to 1 min.</summary>
    public TimeSpan MinimumDelay { get; set; } = TimeSpan.FromSeconds(0.5);

    /// <summary>
    /// The longest pause. Default 10 s, limits <see cref="MinimumDelay"/> to 1 h. A pause is drawn evenly between the minimum and a
    /// ceiling that starts at twice the minimum and doubles with each attempt up to this.
    /// </summary>
    public TimeSpan MaximumDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// After a link that lasted this long the pauses start small again, and one reconnect without pause is allowed when the cloud
    /// closed the link in an orderly way. Default 30 s.
    /// </summary>
    public TimeSpan StableAfter { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>A refusal's <c>Retry-After</c> is obeyed up to this; a longer one is cut. Default 5 min.</summary>
    public TimeSpan MaximumRetryAfter { get; set; } = TimeSpan.FromMinutes(5);
}

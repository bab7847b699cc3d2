namespace KubeEdge.Viaduct;

/// <summary>How a link behaves. Read when the link starts; later changes have no effect on it.</summary>
public sealed partial class LinkOptions
{
    /// <summary>
    /// After how long without any byte from the peer a WebSocket ping is sent; 10 s, limits 1 ms to 40 days. Infinite: never.
    /// </summary>
    public TimeSpan PingInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long after an unanswered ping the peer counts as gone; 20 s, which with the interval finds a dead peer within 30 s and
    /// leaves room for a peer of the original whose handler is busy, since that answers pings only between messages. Limits 1 ms to 40 days, or infinite.
    /// </summary>
    public TimeSpan PingTimeout { get; set; } = TimeSpan.FromSeconds(20);

    /// <summary>
    /// How long the socket may take no bytes before the link is cut; 15 s, as the original's edge. Limits 1 ms to 40 days, or infinite.
    /// </summary>
    public TimeSpan WriteTimeout { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long an orderly close may take before the connection is cut; 2 s, limits 0 to 40 days.</summary>
    public TimeSpan CloseTimeout { get; set; } = TimeSpan.FromSeconds(2);

    /// <summary>
    /// How long <see cref="ILink.RequestAsync"/> waits when the call names no time; 30 s, limits 1 ms to 40 days, or infinite.
    /// </summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// Whether an empty text message is skipped in place of closing the link; off. The original emits one when a content does not
    /// serialise, and closes when it receives one.
    /// </summary>
    public bool IgnoreEmptyMessages { get; set; }

    /// <summary>The bounds.</summary>
    public LinkLimits Limits { get; set; } = new();
}

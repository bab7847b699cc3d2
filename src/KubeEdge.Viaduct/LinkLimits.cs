namespace KubeEdge.Viaduct;

/// <summary>The bounds of one link. At each limit somebody waits; nothing is dropped.</summary>
public sealed class LinkLimits
{
    /// <summary>
    /// The largest message in bytes of JSON, both ways; 32 MiB, at least 1. A larger one from the peer closes the link with
    /// <see cref="LinkCloseReason.TooLarge"/> before it is stored; a larger one to send is rejected. The original has no limit.
    /// </summary>
    public int MaxMessageBytes { get; set; } = 32 * 1024 * 1024;

    /// <summary>How many received messages may wait to be read; 16,384, at least 1. At the limit reading from the socket pauses.</summary>
    public int InboundMessages { get; set; } = 16 * 1024;

    /// <summary>
    /// How many bytes of received messages may wait to be read; 64 MiB, at least 1. At the limit reading from the socket pauses. One message
    /// is always taken, whatever its size. Below both limits the peer's pings are answered however slow the reader is.
    /// </summary>
    public long InboundBytes { get; set; } = 64 * 1024 * 1024;

    /// <summary>
    /// How long reading may pause for want of room before the link is closed with <see cref="LinkCloseReason.Timeout"/>; 30 s.
    /// What was received before stays readable. Limits 1 ms to 40 days, or infinite.
    /// </summary>
    public TimeSpan StallTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many encoded bytes may wait for the socket; 8 MiB, at least 1. At the limit sends wait, in order, unencoded.</summary>
    public long OutboundBytes { get; set; } = 8 * 1024 * 1024;
}

namespace KubeEdge.EventBus;

/// <summary>What this node publishes, per connection to a broker. At either limit the oldest message makes room, and is counted.</summary>
public sealed class PublishingOptions
{
    /// <summary>How many messages wait at most. Default 10,000, limits 1 to 1,000,000.</summary>
    public int MaximumMessages { get; set; } = 10_000;

    /// <summary>How many bytes wait at most. Default 16 MiB; at least 1 KiB.</summary>
    public long MaximumBytes { get; set; } = 16L << 20;

    /// <summary>
    /// How long a broker may take to acknowledge a message. Default 2 min as in the original, limits 1 s to 1 h. After that the message is
    /// given up and counted. Meanwhile further messages go out, up to 64 unacknowledged ones.
    /// </summary>
    public TimeSpan AcknowledgeTimeout { get; set; } = TimeSpan.FromMinutes(2);
}

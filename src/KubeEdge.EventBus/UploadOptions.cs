using KubeEdge.MetaStore;

namespace KubeEdge.EventBus;

/// <summary>Rule data on its way to the cloud: kept on disk until the cloud confirmed it, one of the original until it was written to the link.</summary>
public sealed class UploadOptions
{
    /// <summary>How many messages wait at most. Default 50,000; at least 1.</summary>
    public long MaximumMessages { get; set; } = 50_000;

    /// <summary>How many bytes wait at most, topics included. Default 256 MiB; at least 1 KiB.</summary>
    public long MaximumBytes { get; set; } = 256L << 20;

    /// <summary>
    /// What happens then. <see cref="QueueFullPolicy.Refuse"/>, the default: nothing more is acknowledged, so that brokers keep what has
    /// quality 1 or 2 and refuse their publishers by their own limits; quality 0 is dropped and counted.
    /// <see cref="QueueFullPolicy.DropOldest"/>: the oldest make room, and are counted.
    /// </summary>
    public QueueFullPolicy WhenFull { get; set; } = QueueFullPolicy.Refuse;

    /// <summary>
    /// How often the cloud may fail on the same message, or a link break over it, before it is put aside, so that it blocks nobody.
    /// Default 5; at least 1. What the link refuses as too large is put aside at once.
    /// </summary>
    public int MaximumAttempts { get; set; } = 5;

    /// <summary>
    /// For how long a message is tried at least before it is put aside, however often it failed: a bad network is not its fault.
    /// Default 5 min, limits 0 to 1 day.
    /// </summary>
    public TimeSpan MinimumAttemptTime { get; set; } = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long a cloud that confirms rule data may take before what it has not confirmed is sent again on the same link, under the same
    /// ids. Default 30 s, limits 1 s to 1 h; twice as long each time, up to 10 min. At most 256 messages or 4 MiB wait for it.
    /// </summary>
    public TimeSpan ConfirmationTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many messages that were put aside are kept. Default 1,000, the oldest make room; 0 keeps none.</summary>
    public long MaximumDeadLetters { get; set; } = 1000;

    /// <summary>How many bytes of them are kept. Default 16 MiB.</summary>
    public long MaximumDeadLetterBytes { get; set; } = 16L << 20;
}

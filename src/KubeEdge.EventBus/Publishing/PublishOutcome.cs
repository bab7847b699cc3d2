namespace KubeEdge.EventBus.Publishing;

/// <summary>What became of a message that this node publishes.</summary>
internal enum PublishOutcome
{
    /// <summary>The broker has it, as far as its quality tells.</summary>
    Published,

    /// <summary>The broker is away; the message waits for it.</summary>
    Waits,

    /// <summary>The client has no room, because the broker does not acknowledge what it has; the message waits.</summary>
    Full,

    /// <summary>The broker, or the topic or size of the message, does not allow it.</summary>
    Refused,

    /// <summary>The broker did not acknowledge it in time.</summary>
    Unacknowledged,

    /// <summary>It made room for newer ones.</summary>
    Dropped,
}

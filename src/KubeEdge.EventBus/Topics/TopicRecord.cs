namespace KubeEdge.EventBus.Topics;

/// <summary>What is stored of a topic that the cloud subscribes to; the topic itself is the key.</summary>
/// <param name="Since">When it came, or was withdrawn, in milliseconds since the Unix epoch.</param>
/// <param name="IsWithdrawn">Whether the cloud has withdrawn it, and an external broker may not know yet.</param>
internal sealed record TopicRecord(long Since, bool IsWithdrawn = false);

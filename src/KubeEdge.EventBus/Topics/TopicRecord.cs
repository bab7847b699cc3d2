namespace KubeEdge.EventBus.Topics;

/// <summary>What is stored of a topic that the cloud subscribes to; the topic itself is the key.</summary>
/// <param name="Since">When it came, in milliseconds since the Unix epoch.</param>
internal sealed record TopicRecord(long Since);

using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Client;

/// <summary>Makes the PUBLISH packets of a client.</summary>
internal static class PublishFrames
{
    private const int Overhead = FixedHeader.MaximumSize + 2 + 2 + 4 + 5 + 3; // Topic length, identifier, property length, expiry, alias.

    /// <summary>The packet is not larger than this.</summary>
    public static long LargestSize(PendingPublish entry, MqttVersion version) =>
        (long)Overhead + System.Text.Encoding.UTF8.GetByteCount(entry.Message.Topic) + entry.Message.Payload.Length
        + (version == MqttVersion.V5 ? entry.Properties.Length : 0);

    public static PublishFrame Of(PendingPublish entry, OutboundTopics topics)
    {
        var (topic, alias) = topics.Next(entry.Message.Topic);
        return new PublishFrame
        {
            Topic = topic,
            TopicAlias = alias,
            Payload = entry.Message.Payload,
            Id = entry.Id,
            Qos = entry.Message.Qos,
            Retain = entry.Message.Retain,
            Duplicate = entry.WasSent,
            SharedProperties = entry.Properties,
            MessageExpiry = entry.Message.Properties?.MessageExpiry,
        };
    }
}

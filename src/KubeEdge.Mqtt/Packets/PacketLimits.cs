namespace KubeEdge.Mqtt.Packets;

/// <summary>What a reader accepts.</summary>
internal sealed class PacketLimits
{
    /// <summary>The largest packet, its header included, in bytes.</summary>
    public int PacketSize { get; init; } = 1024 * 1024;

    /// <summary>The longest topic name or filter, in bytes.</summary>
    public int TopicBytes { get; init; } = 4096;

    /// <summary>User properties, and subscription identifiers, of one packet.</summary>
    public int Properties { get; init; } = 128;

    /// <summary>Filters of one SUBSCRIBE or UNSUBSCRIBE.</summary>
    public int Filters { get; init; } = 1000;

    /// <summary>The highest topic alias that the peer may use; 0 for none. Has to be what the peer was told.</summary>
    public int TopicAliases { get; init; }
}

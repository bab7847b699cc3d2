namespace KubeEdge.Mqtt.Packets;

/// <summary>What became of an attempt to read a packet.</summary>
internal enum PacketReadStatus
{
    /// <summary>The packet is not complete; nothing was consumed.</summary>
    NeedsMore,

    /// <summary>A packet was read and consumed.</summary>
    Packet,

    /// <summary>The bytes are no valid packet. The connection has to end.</summary>
    Error,
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>The flags of a CONNECT (3.1.2.3). The QoS of the will stands in two bits of its own.</summary>
[Flags]
internal enum ConnectFlags : byte
{
    None = 0,
    Reserved = 1,
    CleanStart = 1 << 1,
    Will = 1 << 2,
    WillRetain = 1 << 5,
    Password = 1 << 6,
    UserName = 1 << 7,
}

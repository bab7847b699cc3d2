namespace KubeEdge.Mqtt.Packets;

/// <summary>CONNECT.</summary>
internal sealed class ConnectPacket
{
    public required MqttVersion Version { get; init; }

    /// <summary>Empty when the server is to assign one.</summary>
    public required string ClientId { get; init; }

    /// <summary>Whether an earlier session is forgotten; with MQTT 3.1.1 also whether this one is when the connection ends.</summary>
    public bool CleanStart { get; init; }

    /// <summary>Seconds; 0 for none.</summary>
    public ushort KeepAlive { get; init; }

    public MqttMessage? Will { get; init; }

    /// <summary>Seconds from the end of the connection to the will message.</summary>
    public uint WillDelay { get; init; }

    public string? UserName { get; init; }

    public ReadOnlyMemory<byte>? Password { get; init; }

    /// <summary>Session expiry, receive maximum, maximum packet size, alias maximum, requests for information, authentication.</summary>
    public PacketProperties Properties { get; init; } = PacketProperties.None;
}

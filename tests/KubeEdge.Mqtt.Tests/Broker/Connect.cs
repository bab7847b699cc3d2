using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Broker;

/// <summary>What a test's CONNECT says besides id and version.</summary>
internal sealed record Connect
{
    public bool CleanStart { get; init; } = true;

    public ushort KeepAlive { get; init; }

    public MqttMessage? Will { get; init; }

    public uint WillDelay { get; init; }

    public string? UserName { get; init; }

    public string? Password { get; init; }

    public uint? Expiry { get; init; }

    public PacketProperties Properties { get; init; } = new();

    /// <summary>A session that outlives its connection.</summary>
    public static Connect Lasting => new() { CleanStart = false, Expiry = 3600 };
}

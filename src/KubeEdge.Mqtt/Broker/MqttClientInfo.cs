using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Mqtt.Broker;

/// <summary>What a broker knows about a client.</summary>
public sealed record MqttClientInfo
{
    /// <summary>The client id; the one that the broker assigned when the client gave none.</summary>
    public required string ClientId { get; init; }

    /// <summary>The protocol that the client speaks; MQTT 5 for a client in this process.</summary>
    public MqttVersion Version { get; init; } = MqttVersion.V5;

    /// <summary>The user name of the CONNECT packet; null when it holds none.</summary>
    public string? UserName { get; init; }

    /// <summary>Where the client connects from; null for a client in this process.</summary>
    public EndPoint? RemoteEndPoint { get; init; }

    /// <summary>The certificate that the client proved to own; null without TLS or without a client certificate.</summary>
    public X509Certificate2? Certificate { get; init; }

    /// <summary>Whether this is a client made by <see cref="MqttBroker.Connect"/>.</summary>
    public bool IsInProcess { get; init; }

    /// <inheritdoc/>
    public override string ToString() => RemoteEndPoint is null ? ClientId : $"{ClientId} ({RemoteEndPoint})";
}

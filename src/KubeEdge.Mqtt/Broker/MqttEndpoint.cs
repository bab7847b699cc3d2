using System.Net;

namespace KubeEdge.Mqtt.Broker;

/// <summary>An endpoint of a running broker.</summary>
/// <param name="Address">Where it listens, with the port that was bound.</param>
/// <param name="Transport">What MQTT runs over.</param>
/// <param name="IsEncrypted">Whether it is inside TLS.</param>
public sealed record MqttEndpoint(IPEndPoint Address, MqttTransport Transport, bool IsEncrypted);

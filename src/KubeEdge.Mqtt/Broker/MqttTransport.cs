namespace KubeEdge.Mqtt.Broker;

/// <summary>What MQTT runs over at one endpoint of a broker.</summary>
public enum MqttTransport
{
    /// <summary>A bare TCP connection, or TLS when the endpoint has a certificate.</summary>
    Tcp,

    /// <summary>WebSocket with the subprotocol <c>mqtt</c>, inside TLS when the endpoint has a certificate.</summary>
    WebSocket,
}

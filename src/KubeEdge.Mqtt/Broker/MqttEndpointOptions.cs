using System.Net;
using System.Net.Security;

namespace KubeEdge.Mqtt.Broker;

/// <summary>One address on which a broker listens.</summary>
public sealed class MqttEndpointOptions
{
    /// <summary>Where to listen; 127.0.0.1:1883 by default. Port 0 takes a free one; see <see cref="MqttBroker.Endpoints"/>.</summary>
    public IPEndPoint Address { get; set; } = new(IPAddress.Loopback, 1883);

    /// <summary>What MQTT runs over; TCP by default.</summary>
    public MqttTransport Transport { get; set; }

    /// <summary>
    /// The server side of TLS: certificate, whether clients need one, and how theirs is checked. Null, the default, is no TLS.
    /// </summary>
    public SslServerAuthenticationOptions? Tls { get; set; }

    /// <summary>The path of the WebSocket upgrade; <c>/mqtt</c> by default. Any other path is answered with 404.</summary>
    public string Path { get; set; } = "/mqtt";
}

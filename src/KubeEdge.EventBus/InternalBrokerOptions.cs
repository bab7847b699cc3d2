using KubeEdge.Mqtt;

namespace KubeEdge.EventBus;

/// <summary>The broker inside this process.</summary>
public sealed class InternalBrokerOptions
{
    /// <summary>
    /// Where it listens, <c>tcp://</c> or <c>mqtt://</c>, with TLS <c>ssl://</c> or <c>mqtts://</c>, with address and port; port 0 takes a
    /// free one. Default <c>tcp://127.0.0.1:1884</c>; the original's <c>mqttServerInternal</c>. A port that is taken is tried again every 5 s.
    /// Who may connect says an <see cref="KubeEdge.Mqtt.Broker.IMqttAuthenticator"/> among the services; without one everybody who
    /// reaches the port may.
    /// </summary>
    public Uri Server { get; set; } = new("tcp://127.0.0.1:1884");

    /// <summary>
    /// Its certificate for TLS, with those between it and its authority: PEM. Default null: none. Needed for an address with TLS and only
    /// there, as is <see cref="KeyFile"/>; all three files are read when the broker starts, again every 5 s until they can be.
    /// </summary>
    public string? CertificateFile { get; set; }

    /// <summary>The private key: PEM. Default null.</summary>
    public string? KeyFile { get; set; }

    /// <summary>
    /// The authority that a client's certificate must come from: PEM. Null, the default, asks clients for none. Only for an address with TLS.
    /// </summary>
    public string? ClientCaFile { get; set; }

    /// <summary>
    /// The quality with which this node publishes there. Default <see cref="MqttQos.AtMostOnce"/>; the original's <c>mqttQOS</c>.
    /// </summary>
    public MqttQos Qos { get; set; } = MqttQos.AtMostOnce;

    /// <summary>Whether what this node publishes there is retained. Default false; the original's <c>mqttRetain</c>.</summary>
    public bool Retain { get; set; }

    /// <summary>
    /// How many messages wait for one client. Default 1,000, limits 1 to 60,000; the original's <c>mqttSessionQueueSize</c>, there 100.
    /// A slow client loses what is over it and delays nobody.
    /// </summary>
    public int SessionQueueSize { get; set; } = 1000;
}

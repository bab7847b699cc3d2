using KubeEdge.Mqtt;

namespace KubeEdge.EventBus;

/// <summary>The broker beside this process, and who this node is there.</summary>
public sealed class ExternalBrokerOptions
{
    /// <summary>
    /// Where it listens: <c>tcp</c>, <c>mqtt</c>, <c>ssl</c>, <c>mqtts</c>, <c>ws</c> or <c>wss</c>. Default
    /// <c>tcp://127.0.0.1:1883</c>; the original's <c>mqttServerExternal</c>.
    /// </summary>
    public Uri Server { get; set; } = new("tcp://127.0.0.1:1883");

    /// <summary>
    /// The protocol. Default <see cref="MqttVersion.V5"/>, with which a broker does not send back what this node publishes; one that does
    /// not speak it is spoken to in 3.1.1, as the original does.
    /// </summary>
    public MqttVersion Version { get; set; } = MqttVersion.V5;

    /// <summary>
    /// The client id of the connection for devices. Null, the default, makes one of the node's name, so that the broker keeps the session
    /// over a restart of this process. The original's <c>mqttSubClientID</c>.
    /// </summary>
    public string? DeviceClientId { get; set; }

    /// <summary>The client id of the connection for rule data. Default null, likewise. The original's <c>mqttPubClientID</c>.</summary>
    public string? DataClientId { get; set; }

    /// <summary>The user's name. Default null: nobody. The original's <c>mqttUsername</c>.</summary>
    public string? UserName { get; set; }

    /// <summary>The password; sent with a user name only. Default null. The original's <c>mqttPassword</c>.</summary>
    public string? Password { get; set; }

    /// <summary>
    /// The authority that the broker's certificate must come from: PEM. Null, the default, trusts those of this machine. The original's
    /// <c>tlsMqttCAFile</c>, as all three without effect unless the address asks for TLS.
    /// </summary>
    public string? CaFile { get; set; }

    /// <summary>This node's certificate: PEM. Default null: none. The original's <c>tlsMqttCertFile</c>.</summary>
    public string? CertificateFile { get; set; }

    /// <summary>Its private key: PEM. Default null. The original's <c>tlsMqttPrivateKeyFile</c>.</summary>
    public string? KeyFile { get; set; }
}

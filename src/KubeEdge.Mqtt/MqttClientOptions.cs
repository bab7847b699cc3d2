using System.Net.Security;

namespace KubeEdge.Mqtt;

/// <summary>Where and how a client connects. Read once, when the client is made.</summary>
public sealed class MqttClientOptions
{
    /// <summary>
    /// The broker: <c>mqtt://</c> or <c>tcp://</c> (port 1883 unless given), <c>mqtts://</c> or <c>ssl://</c> (8883), <c>ws://</c> (80) or
    /// <c>wss://</c> (443). The path of a WebSocket is <c>/mqtt</c> unless given.
    /// </summary>
    public required Uri Server { get; set; }

    /// <summary>The client identifier. Empty, the default, lets the broker assign one, which is then kept for reconnects.</summary>
    public string ClientId { get; set; } = "";

    /// <summary>The protocol; MQTT 5 by default.</summary>
    public MqttVersion Version { get; set; } = MqttVersion.V5;

    /// <summary>
    /// Whether the broker forgets an earlier session of this client identifier when the client starts; yes by default. Reconnects resume
    /// the session. MQTT 3.1.1 has one flag for both: there yes means that no connection resumes anything.
    /// </summary>
    public bool CleanStart { get; set; } = true;

    /// <summary>
    /// How long the broker keeps the session after the connection ended, so that messages wait for the client; one hour by default. MQTT 5.
    /// </summary>
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long the connection may be silent before it is tried with a ping; 30 s by default, up to 65,535 s, zero for never. A broker that
    /// does not answer within half of it is given up. An MQTT 5 broker may ask for another one.
    /// </summary>
    public TimeSpan KeepAlive { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>From the attempt to the broker's answer, TLS included; 10 s by default.</summary>
    public TimeSpan ConnectTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>The longest wait between two attempts to connect; 10 s by default, above zero. It grows to that from 0.5 to 1 s.</summary>
    public TimeSpan MaximumReconnectDelay { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// How long the broker may take to answer a request to subscribe or unsubscribe; 30 s by default. Then the connection is given up.
    /// </summary>
    public TimeSpan AnswerTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>The user name; null, the default, for none.</summary>
    public string? UserName { get; set; }

    /// <summary>The password, mostly as UTF-8; null, the default, for none.</summary>
    public ReadOnlyMemory<byte>? Password { get; set; }

    /// <summary>What the broker publishes when the connection ends without a word; null, the default, for nothing.</summary>
    public MqttMessage? Will { get; set; }

    /// <summary>How long the broker waits with the will for the client to come back; zero by default. MQTT 5.</summary>
    public TimeSpan WillDelay { get; set; }

    /// <summary>User properties of the CONNECT packet. MQTT 5.</summary>
    public IReadOnlyList<MqttUserProperty> UserProperties { get; set; } = [];

    /// <summary>
    /// The client side of TLS: trust, client certificates. Null, the default, trusts what the system trusts. The target host is that of
    /// <see cref="Server"/> unless given. Used with the encrypted schemes only.
    /// </summary>
    public SslClientAuthenticationOptions? Tls { get; set; }

    /// <summary>
    /// Makes the client side of TLS anew for each connection, so that renewed certificates need no new client; null, the default, takes
    /// <see cref="Tls"/>. What it throws is a failure of TLS, and the next attempt asks again.
    /// </summary>
    public Func<SslClientAuthenticationOptions>? TlsOfNextConnection { get; set; }

    /// <summary>The bounds of what the client stores and accepts.</summary>
    public MqttClientLimits Limits { get; } = new();

    /// <summary>What happens when the queue of outgoing messages is full; the new message is refused by default.</summary>
    public MqttQueuePolicy QueuePolicy { get; set; }

    /// <summary>
    /// Whether messages are queued while there is no connection; yes by default. Otherwise publishing then is
    /// <see cref="MqttPublishStatus.NotConnected"/>.
    /// </summary>
    public bool QueueWhileDisconnected { get; set; } = true;

    /// <summary>
    /// Whether unacknowledged messages are sent as new ones when the broker has lost the session; yes by default, so that none is lost, and
    /// one of QoS 2 may arrive twice. Otherwise their outcome is <see cref="MqttPublishStatus.NotConnected"/>.
    /// </summary>
    public bool ResendAfterSessionLoss { get; set; } = true;
}

namespace KubeEdge.Mqtt.Broker;

/// <summary>How a broker behaves. Read once, when the broker is made.</summary>
public sealed class MqttBrokerOptions
{
    /// <summary>Where the broker listens; nowhere by default, which leaves the clients of this process.</summary>
    public IList<MqttEndpointOptions> Endpoints { get; } = [];

    /// <summary>The bounds of everything that the broker stores or waits for.</summary>
    public MqttBrokerLimits Limits { get; } = new();

    /// <summary>
    /// How often <c>$SYS</c> topics are brought up to date while somebody subscribes to them; 10 s by default. Zero has none.
    /// </summary>
    public TimeSpan SystemTopicInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// The longest keep-alive that an MQTT 5 client is left with; it is told the shorter one in the CONNACK. Also what a client gets that
    /// asks for none. Null, the default, accepts what clients ask for. 1 s to 65,535 s.
    /// </summary>
    public TimeSpan? MaximumKeepAlive { get; set; }

    /// <summary>What happens at <see cref="MqttBrokerLimits.QueuedMessages"/> and <see cref="MqttBrokerLimits.QueuedBytes"/>.</summary>
    public MqttOverflowPolicy Overflow { get; set; }

    /// <summary>
    /// What a client that asks for response information in its CONNECT is told: the root of the topics it should use for responses. Null,
    /// the default, tells nothing.
    /// </summary>
    public string? ResponseInformation { get; set; }
}

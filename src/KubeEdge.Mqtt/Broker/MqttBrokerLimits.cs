namespace KubeEdge.Mqtt.Broker;

/// <summary>The bounds of a broker. What happens at each is said there; <c>kubeedge.mqtt.broker.refused</c> and <c>dropped</c> count it.</summary>
public sealed class MqttBrokerLimits
{
    /// <summary>Connections at the same time; 10,000. One more is closed at once.</summary>
    public int Connections { get; set; } = 10_000;

    /// <summary>Sessions, connected or not; 20,000. A client that needs one more is refused (quota exceeded).</summary>
    public int Sessions { get; set; } = 20_000;

    /// <summary>Subscriptions of one client; 1,000. One more is refused (quota exceeded).</summary>
    public int SubscriptionsPerClient { get; set; } = 1_000;

    /// <summary>Messages that wait for one client, sent and unacknowledged ones included; 1,000, at most 60,000.</summary>
    public int QueuedMessages { get; set; } = 1_000;

    /// <summary>Bytes of topic and payload that wait for one client; 16 MiB.</summary>
    public long QueuedBytes { get; set; } = 16 * 1024 * 1024;

    /// <summary>Retained messages; 100,000. A message on one more topic is delivered but not retained.</summary>
    public int RetainedMessages { get; set; } = 100_000;

    /// <summary>Bytes of topic and payload of all retained messages; 256 MiB. What would exceed it is delivered but not retained.</summary>
    public long RetainedBytes { get; set; } = 256 * 1024 * 1024;

    /// <summary>The largest packet that is accepted, in bytes; 1 MiB. A larger one ends the connection (packet too large).</summary>
    public int PacketSize { get; set; } = 1024 * 1024;

    /// <summary>Levels of a topic; 128. A topic with more is invalid.</summary>
    public int TopicLevels { get; set; } = 128;

    /// <summary>
    /// Unacknowledged messages of QoS 1 and 2 in one direction of one connection; 256, 1 to 65,535. A 5.0 client that sends more is
    /// disconnected (receive maximum exceeded); from a 3.1.1 client nothing more is read until its oldest is answered.
    /// </summary>
    public int InFlight { get; set; } = 256;

    /// <summary>Topic aliases that a client may use in each direction of a connection; 32, 0 to 65,535.</summary>
    public int TopicAliases { get; set; } = 32;

    /// <summary>From the accepted connection to a complete CONNECT, and then again to its answer; 10 s. Then the connection ends.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long the network may take none of what is to be sent; 60 s. Then the connection ends.</summary>
    public TimeSpan SendTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>
    /// How long a session is kept after its client went away; 7 days, at most 49. An MQTT 5 client that asks for more is told this; 3.1.1 clients
    /// cannot ask and always get it.
    /// </summary>
    public TimeSpan SessionExpiry { get; set; } = TimeSpan.FromDays(7);

    /// <summary>Deliveries that wait for a client of this process; 1,000. A publisher that meets a full one waits (see <see cref="MqttBroker.Connect"/>).</summary>
    public int InProcessQueue { get; set; } = 1_000;

    /// <summary>
    /// How long a client of this process may take to acknowledge a message, and to make room for one; 60 s. Then the publisher is answered
    /// that it failed, and one more that meets the full queue does not wait until the client has taken something.
    /// </summary>
    public TimeSpan InProcessAnswerTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How long the broker waits for open connections and the session store when it stops; 5 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

namespace KubeEdge.Mqtt;

/// <summary>What became of a message.</summary>
public enum MqttPublishStatus
{
    /// <summary>QoS 0: taken over, to be written in its turn. Lost when the connection breaks before.</summary>
    Sent,

    /// <summary>QoS 1 and 2: the broker has it.</summary>
    Acknowledged,

    /// <summary>The broker refused it, or the topic is no valid topic name; the reason says why.</summary>
    Refused,

    /// <summary>The queue of the client is full; nothing was sent. QoS 0 only: or it had to make room for a newer message.</summary>
    QueueFull,

    /// <summary>It is larger than the broker accepts, or than the client's own limit; nothing was sent.</summary>
    TooLarge,

    /// <summary>
    /// There is no connection, and the client was told not to queue; or the broker lost the session and the client was told not to send
    /// again, so that nobody knows whether the message arrived.
    /// </summary>
    NotConnected,

    /// <summary>The client is closed. Whether the broker got the message is not known.</summary>
    Closed,
}

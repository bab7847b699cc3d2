namespace KubeEdge.Mqtt;

/// <summary>What sender and receiver do so that a message arrives.</summary>
public enum MqttQos : byte
{
    /// <summary>QoS 0: sent once, unanswered. It arrives once or never.</summary>
    AtMostOnce,

    /// <summary>QoS 1: sent until it is acknowledged. It arrives once or more.</summary>
    AtLeastOnce,

    /// <summary>QoS 2: a handshake of four packets. It arrives exactly once as long as both ends keep their session.</summary>
    ExactlyOnce,
}

namespace KubeEdge.Mqtt.Client;

/// <summary>What is to be done about the keep-alive.</summary>
internal enum PingDecision
{
    Nothing,

    /// <summary>Send a ping.</summary>
    Ping,

    /// <summary>The broker did not answer: the connection is dead.</summary>
    Dead,
}

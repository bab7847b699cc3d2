namespace KubeEdge.Mqtt;

/// <summary>How a client stands with its broker.</summary>
public enum MqttConnectionState
{
    /// <summary>Not connected: not yet started, or waiting before the next attempt.</summary>
    Disconnected,

    /// <summary>An attempt is under way.</summary>
    Connecting,

    /// <summary>The broker accepted the connection.</summary>
    Connected,

    /// <summary>The client was disposed; it never connects again.</summary>
    Closed,
}

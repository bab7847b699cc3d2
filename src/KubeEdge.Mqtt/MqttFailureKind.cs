namespace KubeEdge.Mqtt;

/// <summary>Why a connection could not be made, or ended.</summary>
public enum MqttFailureKind
{
    /// <summary>The broker's address does not resolve or does not answer.</summary>
    Unreachable,

    /// <summary>TLS failed: a certificate that is not trusted, or none in common.</summary>
    Tls,

    /// <summary>The address answers, but not with a WebSocket that speaks MQTT.</summary>
    NotWebSocket,

    /// <summary>No answer within the connect timeout.</summary>
    TimedOut,

    /// <summary>The broker refused the connection; the reason says why.</summary>
    Refused,

    /// <summary>The connection broke, or the broker closed it without a word.</summary>
    Lost,

    /// <summary>The broker ended the connection; the reason says why.</summary>
    Disconnected,

    /// <summary>The broker broke the protocol; the reason says how.</summary>
    ProtocolError,

    /// <summary>The broker did not answer a ping.</summary>
    KeepAlive,
}

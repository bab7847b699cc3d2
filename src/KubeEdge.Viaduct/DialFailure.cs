namespace KubeEdge.Viaduct;

/// <summary>Why dialing gave no link.</summary>
public enum DialFailure
{
    /// <summary>It gave one.</summary>
    None,

    /// <summary>The name does not resolve, nobody listens, or the network is down.</summary>
    Unreachable,

    /// <summary>
    /// TLS failed: the server's certificate is not trusted or not for that name, or ours was not accepted. The latter may show as a
    /// connection that ends right after TLS.
    /// </summary>
    Tls,

    /// <summary>The handshake took longer than allowed.</summary>
    TimedOut,

    /// <summary>The server does not accept this node (401 or 403). Trying again soon is pointless.</summary>
    Refused,

    /// <summary>The server has no room now (429 or 503); see <see cref="DialResult.RetryAfter"/>.</summary>
    Busy,

    /// <summary>The server answered something that is not a WebSocket upgrade.</summary>
    NotWebSocket,
}

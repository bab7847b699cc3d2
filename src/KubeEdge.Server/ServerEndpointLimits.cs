namespace KubeEdge.Server;

/// <summary>Bounds of a <see cref="ServerEndpoint"/>. Each has a default that is safe on an open port.</summary>
public sealed class ServerEndpointLimits
{
    /// <summary>Largest request body in bytes; a larger one is answered 413. Default 3 MiB.</summary>
    public long MaxRequestBodyBytes { get; set; } = 3 * 1024 * 1024;

    /// <summary>All request headers together, in bytes; more is answered 431. Default 32 KiB.</summary>
    public int MaxRequestHeaderBytes { get; set; } = 32 * 1024;

    /// <summary>Connections at a time; a further one is closed on arrival. Default 10,240.</summary>
    public long MaxConnections { get; set; } = 10_240;

    /// <summary>Connections at a time that were upgraded to WebSocket; a further upgrade is answered 503. Default 10,240.</summary>
    public long MaxUpgradedConnections { get; set; } = 10_240;

    /// <summary>How long a TLS handshake may take before the connection is closed. Default 10 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a client may take for the headers of a request before it is answered 408. Default 10 s.</summary>
    public TimeSpan HeadersTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>How long a connection may idle between requests. Default 120 s.</summary>
    public TimeSpan IdleTimeout { get; set; } = TimeSpan.FromSeconds(120);

    /// <summary>How long <see cref="ServerEndpoint.StopAsync"/> lets running requests finish before it cuts them. Default 5 s.</summary>
    public TimeSpan StopTimeout { get; set; } = TimeSpan.FromSeconds(5);
}

using System.Diagnostics.Metrics;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Server;

/// <summary>Where a <see cref="ServerEndpoint"/> listens, whom it lets in and what it bears.</summary>
public sealed class ServerEndpointOptions
{
    /// <summary>IP address to bind, for example <c>127.0.0.1</c> (default), <c>0.0.0.0</c> or <c>::1</c>. Not a host name.</summary>
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>TCP port; 0 (default) takes a free one, see <see cref="ServerEndpoint.Port"/>.</summary>
    public int Port { get; set; }

    /// <summary>
    /// Path of a unix socket to listen on, instead of <see cref="Address"/> and <see cref="Port"/>. Null (default): listen on the port.
    /// Missing directories are made with mode 0750. The socket appears at its path only when it is served, and takes the place of an older
    /// one; it stays there when the endpoint stops, since a successor may have taken the place already. No TLS there.
    /// </summary>
    public string? UnixSocket { get; set; }

    /// <summary>Who may connect to <see cref="UnixSocket"/>. Default 0600: this user.</summary>
    public UnixFileMode UnixSocketMode { get; set; } = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    /// <summary>Certificate with private key. Null (default): plain HTTP.</summary>
    public X509Certificate2? ServerCertificate { get; set; }

    /// <summary>Intermediate certificates sent after <see cref="ServerCertificate"/>. Default: none.</summary>
    public X509Certificate2Collection ServerCertificateChain { get; set; } = [];

    /// <summary>
    /// What is asked of the client's certificate. Default: <see cref="ClientCertificateRule.None"/>. Needs a server certificate.
    /// </summary>
    public ClientCertificateRule ClientCertificates { get; set; }

    /// <summary>The only authorities that client certificates are verified against; the machine's trust store is never used.
    /// Read at each handshake, so an authority can be added while the endpoint runs by assigning a new collection.</summary>
    public X509Certificate2Collection ClientAuthorities { get; set; } = [];

    /// <summary>Clock for the validity of client certificates. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; set; } = TimeProvider.System;

    /// <summary>Offer HTTP/2 too. Default false: ALPN offers <c>http/1.1</c> only, which WebSocket peers written in Go need.
    /// Without TLS a true value means HTTP/2 with prior knowledge and nothing else.</summary>
    public bool Http2 { get; set; }

    /// <summary>Asked once per connection before its handshake. Default null: all are admitted.</summary>
    public ConnectionAdmission? Admission { get; set; }

    /// <summary>Bounds on what clients may use.</summary>
    public ServerEndpointLimits Limits { get; } = new();

    /// <summary>Largest request body in bytes; a larger one is answered 413. Default 3 MiB, as in the Kubernetes API server.
    /// The same value as <see cref="ServerEndpointLimits.MaxRequestBodyBytes"/>.</summary>
    public long MaxRequestBodyBytes
    {
        get => Limits.MaxRequestBodyBytes;
        set => Limits.MaxRequestBodyBytes = value;
    }

    /// <summary>Source of the instruments of meter <c>KubeEdge.Server</c>. Default null: nothing is counted.</summary>
    public IMeterFactory? MeterFactory { get; set; }
}

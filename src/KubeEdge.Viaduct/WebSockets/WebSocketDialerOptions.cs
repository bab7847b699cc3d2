using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Viaduct.WebSockets;

/// <summary>Where and as whom an edge dials.</summary>
public sealed class WebSocketDialerOptions
{
    /// <summary>
    /// Scheme, host and port of the cloud: <c>wss://cloud:10000</c> (<c>ws</c> only for tests). The path
    /// <c>/&lt;project&gt;/&lt;node&gt;/events</c> is appended, as the original's edge does.
    /// </summary>
    public required Uri Server { get; set; }

    /// <summary>The node's name; sent in the header <c>node_id</c>.</summary>
    public required string NodeId { get; set; }

    /// <summary>The project; sent in the header <c>project_id</c>. The original's default unless set.</summary>
    public string ProjectId { get; set; } = LinkPeer.DefaultProjectId;

    /// <summary>The node's certificate with its private key; null dials without one.</summary>
    public X509Certificate2? ClientCertificate { get; set; }

    /// <summary>
    /// The only authorities trusted for the server's certificate; its name or address is checked too. Null trusts the machine's own.
    /// </summary>
    public X509Certificate2Collection? TrustedAuthorities { get; set; }

    /// <summary>How long connecting, TLS and the upgrade may take together; 30 s.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>What this side offers beyond the original's wire, sent in <c>KubeEdge-Features</c>; nothing by default.</summary>
    public IReadOnlyList<string> Features { get; set; } = [];

    /// <summary>How the link behaves.</summary>
    public LinkOptions Link { get; set; } = new();
}

using KubeEdge.Beehive;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub;

/// <summary>Who the node is, where its cloud is, and how the link between them behaves.</summary>
public sealed class EdgeHubOptions
{
    /// <summary>The node's name in Kubernetes. Required; a lower-case DNS subdomain of at most 253 characters. The original's <c>hostnameOverride</c>.</summary>
    public string NodeName { get; set; } = string.Empty;

    /// <summary>The first part of the connection's path; the cloud does not check it. Default <see cref="LinkPeer.DefaultProjectId"/>.</summary>
    public string ProjectId { get; set; } = LinkPeer.DefaultProjectId;

    /// <summary>Where CloudHub listens, for instance <c>wss://cloud.example.com:10000</c>. Required. The original's <c>websocket.server</c>.</summary>
    public Uri? Server { get; set; }

    /// <summary>The certificate authority that CloudHub's certificate must come from: PEM. Default <c>ca/rootCA.crt</c> in <see cref="MachineFolders.Configuration"/>.</summary>
    public string CaFile { get; set; } = Path.Combine(MachineFolders.Configuration, "ca", "rootCA.crt");

    /// <summary>The node's certificate: PEM. Read again at each connect, so a renewed one needs no restart. Default <c>certs/server.crt</c> there.</summary>
    public string CertificateFile { get; set; } = Path.Combine(MachineFolders.Configuration, "certs", "server.crt");

    /// <summary>The node's private key: PEM, not encrypted. Default <c>certs/server.key</c> there.</summary>
    public string KeyFile { get; set; } = Path.Combine(MachineFolders.Configuration, "certs", "server.key");

    /// <summary>
    /// The certificate service that the node joins through and renews its certificate at, for instance
    /// <c>https://cloud.example.com:10002</c>. Default null: the certificate files come from elsewhere. The original's <c>httpServer</c>.
    /// </summary>
    public Uri? HttpServer { get; set; }

    /// <summary>The join token; used when there are no certificate files, or when they have expired. Default null. The original's <c>token</c>.</summary>
    public string? Token { get; set; }

    /// <summary>A file with the join token, read when <see cref="Token"/> is null and a token is needed. Default null.</summary>
    public string? TokenFile { get; set; }

    /// <summary>Renew the certificate when 70 to 90 % of its life are over. Default true. The original's <c>rotateCertificates</c>.</summary>
    public bool RotateCertificates { get; set; } = true;

    /// <summary>
    /// How often the node says that it is alive; the first time right after connecting. Default 15 s, limits 1 s to 5 min. The cloud
    /// ends a session after 30 s without.
    /// </summary>
    public TimeSpan Heartbeat { get; set; } = TimeSpan.FromSeconds(15);

    /// <summary>How long one attempt to connect may take, TLS and upgrade included. Default 30 s, limits 1 s to 5 min.</summary>
    public TimeSpan HandshakeTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How long a module waits for the cloud's answer unless it says otherwise. Default 60 s as in the original, limits 1 s to 10 min.</summary>
    public TimeSpan RequestTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>Which generation of the original the cloud speaks like. Default <see cref="WireGeneration.Unknown"/>: its messages tell.</summary>
    public WireGeneration Wire { get; set; }

    /// <summary>
    /// How long a lost link may still hand over what it had received before a new one is made, and how long telling the other
    /// modules about the loss may take. Default 5 s, limits 0 to 1 min.
    /// </summary>
    public TimeSpan DrainTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>
    /// What this node offers beyond the original's wire. Packages that bring such a feature add its name when they are registered; a
    /// cloud that does not know it ignores it. Default: none.
    /// </summary>
    public ISet<string> Features { get; } = new SortedSet<string>(StringComparer.Ordinal);

    /// <summary>Pauses between attempts to connect.</summary>
    public ReconnectOptions Reconnect { get; } = new();

    /// <summary>Deadlines and limits of the link itself: ping, writes, message size, buffers.</summary>
    public LinkOptions Link { get; } = new();
}

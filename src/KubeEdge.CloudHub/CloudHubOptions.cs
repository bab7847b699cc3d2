using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub;

/// <summary>Where CloudHub listens, which authority it trusts and what it bears. Read at start; later changes have no effect.</summary>
public sealed class CloudHubOptions
{
    /// <summary>IP address to listen on; <c>0.0.0.0</c>, as in the original.</summary>
    public string Address { get; set; } = "0.0.0.0";

    /// <summary>
    /// TCP port for the nodes' WebSocket connections; 10000, as in the original. 0 takes a free one, see <see cref="ICloudHub.Address"/>.
    /// </summary>
    public int Port { get; set; } = 10000;

    /// <summary>
    /// TCP port of the certificate service that nodes join through, at <see cref="Address"/>; the original's is 10002. 0 takes a free one,
    /// see <see cref="Joining.IJoinService.Address"/>. Null, the default: no such service.
    /// </summary>
    public int? HttpsPort { get; set; }

    /// <summary>A file that always holds a join token with at least half of its life left, mode 0600. Default null: none.</summary>
    public string? TokenFile { get; set; }

    /// <summary>How long a join token is good for; 24 h, as in the original. A new one is made at half of it, or after 30 days.</summary>
    public TimeSpan TokenLifetime { get; set; } = TimeSpan.FromHours(24);

    /// <summary>How long a node's certificate is good for; 365 days, as in the original. At least a day, so that renewal has time.</summary>
    public TimeSpan CertificateLifetime { get; set; } = TimeSpan.FromDays(365);

    /// <summary>
    /// Refuse certificates of releases before 1.16, which name no node. Default false: each such key is bound to the first node name that
    /// it is used with, and gets a proper certificate at its next renewal.
    /// </summary>
    public bool RefuseLegacyCertificates { get; set; }

    /// <summary>
    /// Folder of the certificate authority (<c>ca.crt</c>, <c>ca.key</c>) and of the server certificate; filled at the first start, from
    /// the API if <see cref="AuthorityInApi"/>. What is there afterwards decides. Must be set.
    /// </summary>
    public string AuthorityDirectory { get; set; } = string.Empty;

    /// <summary>
    /// Whether the authority, key included, is shared through the API's Secret <c>kubeedge/casecret</c>, as in the original; true. A hub
    /// whose folder has none then takes over what is there, makes one only when the API says definitely that there is none, and
    /// otherwise waits and does not listen (<see cref="Certificates.IAuthoritySource"/>). Secrets are created, never changed. False: the
    /// folder alone counts, for an API that others can read too, or that the hub may not keep Secrets in.
    /// </summary>
    public bool AuthorityInApi { get; set; } = true;

    /// <summary>
    /// Host names and IP addresses that nodes reach this hub by; they go into the server certificate, which is issued again when the
    /// set changes. Default: <c>localhost</c> and <c>127.0.0.1</c>.
    /// </summary>
    public IList<string> AdvertiseAddresses { get; set; } = ["localhost", "127.0.0.1"];

    /// <summary>
    /// How many nodes may be connected; 10,000 (the original: 500). Further ones are answered 503 with Retry-After before the upgrade;
    /// a node that replaces its own connection is not counted.
    /// </summary>
    public int NodeLimit { get; set; } = 10_000;

    /// <summary>
    /// After how long without a heartbeat a session is closed; 30 s, as in the original. Only the operation <c>keepalive</c> counts.
    /// </summary>
    public TimeSpan KeepaliveInterval { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>How many TLS handshakes per second are begun; 500. Further connections wait up to 5 s, then they are closed.</summary>
    public int HandshakesPerSecond { get; set; } = 500;

    /// <summary>How many objects may be under way to one node without an acknowledgement; 16 (the original: 1).</summary>
    public int DeliveryWindow { get; set; } = 16;

    /// <summary>How long to wait for an acknowledgement before the same message is sent again; 5 s, as in the original.</summary>
    public TimeSpan RetransmitAfter { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>How long a node that promised its inventory may take to send it before delivery begins without; 10 s.</summary>
    public TimeSpan InventoryTimeout { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>
    /// What an edge of the original is taken for that shows within 10 s after connecting neither that it is of 1.15 nor that it is newer:
    /// its devices are named accordingly. Default <see cref="WireGeneration.Unknown"/>: named as in a newer one until it shows what it is.
    /// <see cref="WireGeneration.Release115"/> suits a fleet of 1.15 whose nodes run no pods (<c>edged.enable: false</c>), since those say
    /// nothing of themselves.
    /// </summary>
    public WireGeneration SilentPeers { get; set; }

    /// <summary>Deadlines and limits of each connection.</summary>
    public LinkOptions Link { get; set; } = new();
}

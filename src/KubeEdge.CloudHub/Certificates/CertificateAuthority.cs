using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>
/// The authority that all certificates of one installation come from: P-256, kept as two PEM files that openssl reads
/// (<c>ca.crt</c> and <c>ca.key</c>, the key with mode 0600). It is created once and never replaced; two processes that start
/// together on the same folder end up with the same authority.
/// </summary>
/// <remarks>
/// The subject of a node's certificate is decided here (<c>O=system:nodes, CN=system:node:NAME</c>), never copied from a request,
/// so a certificate is an identity. Start of validity is backdated by an hour, because edge boards start without a clock.
/// </remarks>
public sealed class CertificateAuthority : IDisposable
{
    internal const string CertificateFile = "ca.crt";
    internal const string KeyFile = "ca.key";

    /// <summary>Days that the authority and server certificates are valid (the original since 1.18).</summary>
    internal const int AuthorityDays = 36400;

    private const string ServerCertificateFile = "server.crt";
    private const string ServerKeyFile = "server.key";

    private readonly Lock _server = new();
    private readonly string _directory;
    private readonly CertificateIssuer _issuer;

    private CertificateAuthority(string directory, CertificateIssuer issuer)
    {
        _directory = directory;
        _issuer = issuer;
        Certificate = X509CertificateLoader.LoadCertificate(issuer.Authority.RawDataMemory.Span);
    }

    /// <summary>The authority's certificate, without its key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>Loads the authority of a folder, or creates it when the folder holds none.</summary>
    /// <param name="directory">The folder; created (mode 0700) when it does not exist.</param>
    /// <param name="timeProvider">The clock that validity starts from.</param>
    /// <exception cref="CertificateAuthorityException">The folder holds a certificate without its key, a damaged file, or a pair that
    /// does not match.</exception>
    public static CertificateAuthority LoadOrCreate(string directory, TimeProvider timeProvider) =>
        LoadOrCreate(directory, timeProvider, TimeSpan.FromDays(CertificateIssuer.NodeDays));

    /// <summary>Loads or creates it; what it signs for nodes is good for that long.</summary>
    internal static CertificateAuthority LoadOrCreate(string directory, TimeProvider timeProvider, TimeSpan nodeLifetime)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        ArgumentNullException.ThrowIfNull(timeProvider);
        PemFile.EnsureDirectory(directory);
        var authority = AuthorityFiles.LoadOrCreate(directory, timeProvider);
        return new CertificateAuthority(directory, new CertificateIssuer(authority, timeProvider, nodeLifetime.TotalDays));
    }

    /// <summary>The authority of a folder that holds both of its files; null when it does not.</summary>
    internal static CertificateAuthority? TryLoad(string directory, TimeProvider timeProvider, TimeSpan nodeLifetime) =>
        AuthorityFiles.TryLoad(directory) is { } authority
            ? new CertificateAuthority(directory, new CertificateIssuer(authority, timeProvider, nodeLifetime.TotalDays))
            : null;

    /// <summary>
    /// Issues a server certificate with its key: server authentication, 36400 days, the given names and addresses as SAN.
    /// </summary>
    /// <param name="names">Host names; empty ones are skipped (the original puts its default empty name into the certificate).</param>
    /// <param name="addresses">IP addresses.</param>
    /// <exception cref="ArgumentException">No name and no address is left.</exception>
    public X509Certificate2 IssueServer(IEnumerable<string> names, IEnumerable<IPAddress> addresses) =>
        _issuer.IssueServer(new SubjectNames(names, addresses));

    /// <summary>
    /// The server certificate kept beside the authority (<c>server.crt</c>, <c>server.key</c>). It is issued again, by the same
    /// authority, when the set of names differs from the kept one, or when it has less than 30 days left.
    /// </summary>
    /// <param name="names">Host names and IP addresses in text form, in any mixture; empty ones are skipped.</param>
    /// <exception cref="ArgumentException">No name is left.</exception>
    public X509Certificate2 LoadOrIssueServer(IEnumerable<string> names)
    {
        var subject = SubjectNames.Parse(names);
        var certificatePath = Path.Combine(_directory, ServerCertificateFile);
        var keyPath = Path.Combine(_directory, ServerKeyFile);
        lock (_server)
        {
            if (ServerFiles.TryLoad(certificatePath, keyPath, subject, _issuer) is { } kept)
            {
                return kept;
            }

            var issued = _issuer.IssueServer(subject);
            WritePair(issued, certificatePath, keyPath);
            return issued;
        }
    }

    /// <summary>Issues a node's client certificate with a fresh key: 365 days, <c>O=system:nodes, CN=system:node:NAME</c>.</summary>
    /// <param name="nodeName">The node's name: lower-case letters, digits, <c>-</c> and <c>.</c>, at most 253.</param>
    /// <exception cref="ArgumentException">The name is not a Kubernetes node name.</exception>
    public X509Certificate2 IssueNode(string nodeName)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = _issuer.SignNode(key, nodeName);
        return KeyedCertificate.Combine(certificate, key);
    }

    /// <summary>
    /// Writes what an edge node needs, under the original's file names: <c>rootCA.crt</c>, <c>server.crt</c> (the node's
    /// certificate) and <c>server.key</c> (0600). Files that are there already and still fit are kept, so a running node is not cut off.
    /// </summary>
    /// <param name="directory">The folder; created when it does not exist.</param>
    /// <param name="nodeName">The node's name.</param>
    public void WriteNodeFiles(string directory, string nodeName)
    {
        ArgumentException.ThrowIfNullOrEmpty(directory);
        PemFile.EnsureDirectory(directory);
        PemFile.Replace(Path.Combine(directory, "rootCA.crt"), Certificate.ExportCertificatePem(), secret: false);
        var certificatePath = Path.Combine(directory, ServerCertificateFile);
        var keyPath = Path.Combine(directory, ServerKeyFile);
        if (ServerFiles.IsUsableNodePair(certificatePath, keyPath, nodeName, _issuer))
        {
            return;
        }

        using var issued = IssueNode(nodeName);
        WritePair(issued, certificatePath, keyPath);
    }

    /// <summary>
    /// Keeps another hub's server certificate as this one's if it fits: of this authority, for exactly these names, not about to expire.
    /// </summary>
    internal void TryKeepServer(X509Certificate2 server, IEnumerable<string> names)
    {
        lock (_server)
        {
            var certificatePath = Path.Combine(_directory, ServerCertificateFile);
            if (!File.Exists(certificatePath) && ServerFiles.IsUsable(server, SubjectNames.Parse(names), _issuer))
            {
                WritePair(server, certificatePath, Path.Combine(_directory, ServerKeyFile));
            }
        }
    }

    /// <summary>The certificate with its key; owned by this object.</summary>
    internal X509Certificate2 Pair => _issuer.Authority;

    /// <summary>Signs a node's own key.</summary>
    internal X509Certificate2 SignNode(PublicKey key, string nodeName) => _issuer.SignNode(key, nodeName);

    /// <summary>The key in SEC1 form: what tokens are signed with.</summary>
    internal byte[] ExportKey()
    {
        using var key = _issuer.Authority.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The authority has no ECDSA key.");
        return key.ExportECPrivateKey();
    }

    /// <summary>Forgets the key.</summary>
    public void Dispose()
    {
        _issuer.Dispose();
        Certificate.Dispose();
    }

    // The key first: a crash in between leaves a pair that does not match, which every loader treats as absent and issues again.
    private static void WritePair(X509Certificate2 certificate, string certificatePath, string keyPath)
    {
        using var key = certificate.GetECDsaPrivateKey()
            ?? throw new InvalidOperationException("The issued certificate carries no ECDSA key.");
        PemFile.Replace(keyPath, key.ExportECPrivateKeyPem(), secret: true);
        PemFile.Replace(certificatePath, certificate.ExportCertificatePem(), secret: false);
    }
}

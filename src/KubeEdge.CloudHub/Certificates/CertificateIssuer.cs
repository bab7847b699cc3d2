using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>Signs certificates in the original's shape (key usages, identifiers, subjects); knows nothing about files.</summary>
/// <param name="authority">The authority's certificate with its key; owned.</param>
/// <param name="timeProvider">The clock.</param>
/// <param name="nodeDays">How long nodes' certificates are valid.</param>
internal sealed class CertificateIssuer(X509Certificate2 authority, TimeProvider timeProvider, double nodeDays = CertificateIssuer.NodeDays)
    : IDisposable
{
    public const int NodeDays = 365;
    public static readonly TimeSpan Backdate = TimeSpan.FromHours(1);

    private static readonly Oid _serverAuthentication = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid _clientAuthentication = new("1.3.6.1.5.5.7.3.2");

    private readonly TimeProvider _timeProvider = timeProvider;

    public X509Certificate2 Authority { get; } = authority;

    public DateTimeOffset Now => _timeProvider.GetUtcNow();

    public static X509Certificate2 SelfSign(ECDsa key, TimeProvider timeProvider)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCommonName("KubeEdge");
        var request = new CertificateRequest(name.Build(), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        AddUsage(
            request,
            X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyCertSign,
            [_serverAuthentication, _clientAuthentication]);
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));

        // A day earlier than now: what it signs is backdated by an hour and must lie inside.
        var start = timeProvider.GetUtcNow().AddDays(-1);
        var generator = X509SignatureGenerator.CreateForECDsa(key);
        return request.Create(request.SubjectName, generator, start, start.AddDays(CertificateAuthority.AuthorityDays), NewSerial());
    }

    public X509Certificate2 IssueServer(SubjectNames names)
    {
        if (names.IsEmpty)
        {
            throw new ArgumentException("A server certificate needs at least one host name or IP address.", nameof(names));
        }

        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName("KubeEdge");
        subject.AddOrganizationName("KubeEdge");
        var request = new CertificateRequest(subject.Build(), key, HashAlgorithmName.SHA256);
        AddUsage(request, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, [_serverAuthentication]);
        request.CertificateExtensions.Add(names.ToExtension());
        using var certificate = Sign(request, CertificateAuthority.AuthorityDays);
        return KeyedCertificate.Combine(certificate, key);
    }

    public X509Certificate2 SignNode(ECDsa key, string nodeName) => SignNode(new PublicKey(key), nodeName);

    public X509Certificate2 SignNode(PublicKey key, string nodeName)
    {
        var request = new CertificateRequest(NodeIdentity.SubjectOf(nodeName), key, HashAlgorithmName.SHA256);
        AddUsage(request, X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment, [_clientAuthentication]);
        return Sign(request, nodeDays);
    }

    public void Dispose() => Authority.Dispose();

    private static void AddUsage(CertificateRequest request, X509KeyUsageFlags usages, OidCollection extended)
    {
        request.CertificateExtensions.Add(new X509KeyUsageExtension(usages, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension(extended, critical: false));
    }

    private static byte[] NewSerial()
    {
        var serial = new byte[8];
        RandomNumberGenerator.Fill(serial);
        BinaryPrimitives.WriteUInt64BigEndian(serial, (BinaryPrimitives.ReadUInt64BigEndian(serial) & long.MaxValue) | 1);
        return serial;
    }

    private X509Certificate2 Sign(CertificateRequest request, double days)
    {
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(
            Authority, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        var start = Now - Backdate;
        var authorityStart = new DateTimeOffset(Authority.NotBefore.ToUniversalTime());
        var authorityEnd = new DateTimeOffset(Authority.NotAfter.ToUniversalTime());
        start = start < authorityStart ? authorityStart : start;
        var end = Now.AddDays(days);
        return request.Create(Authority, start, end > authorityEnd ? authorityEnd : end, NewSerial());
    }
}

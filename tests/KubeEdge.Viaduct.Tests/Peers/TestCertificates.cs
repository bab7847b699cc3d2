using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Viaduct.Tests.Peers;

/// <summary>An authority made for one test run, with what it signs.</summary>
internal sealed class TestCertificates
{
    private static readonly Oid _serverAuth = new("1.3.6.1.5.5.7.3.1");
    private static readonly Oid _clientAuth = new("1.3.6.1.5.5.7.3.2");

    private readonly X509Certificate2 _authority;

    public TestCertificates()
    {
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=KubeEdge", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign, true));
        _authority = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(12));
    }

    public static TestCertificates Shared { get; } = new();

    /// <summary>The authority without its key, as peers hold it.</summary>
    public X509Certificate2Collection Authority => [X509CertificateLoader.LoadCertificate(_authority.RawData)];

    /// <summary>One node's certificate for tests that do not care whose.</summary>
    public X509Certificate2 SharedNode => field ??= Node("edge-1");

    public X509Certificate2 Server(string name = "localhost") => Sign("CN=cloudcore", _serverAuth, name);

    public X509Certificate2 Node(string nodeId) => Sign($"O=system:nodes, CN=system:node:{nodeId}", _clientAuth, null);

    private X509Certificate2 Sign(string subject, Oid usage, string? name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([usage], false));
        if (name is not null)
        {
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName(name);
            request.CertificateExtensions.Add(names.Build());
        }

        using var certificate = request.Create(
            _authority, DateTimeOffset.UtcNow.AddMinutes(-30), DateTimeOffset.UtcNow.AddHours(6), RandomNumberGenerator.GetBytes(8));
        return certificate.CopyWithPrivateKey(key);
    }
}

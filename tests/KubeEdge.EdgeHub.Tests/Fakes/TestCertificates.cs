using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.EdgeHub.Tests.Fakes;

/// <summary>A certificate authority and the three files of a node in a folder of their own.</summary>
internal sealed class TestCertificates : IDisposable
{
    private readonly ECDsa _authorityKey = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly X509Certificate2 _authority;

    public TestCertificates()
    {
        var request = new CertificateRequest("CN=KubeEdge", _authorityKey, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, false));
        _authority = request.CreateSelfSigned(DateTimeOffset.UnixEpoch.AddYears(30), DateTimeOffset.UnixEpoch.AddYears(130));
        File.WriteAllText(CaFile, _authority.ExportCertificatePem());
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("kubeedge-test-").FullName;

    public string CaFile => Path.Combine(Folder, "rootCA.crt");

    public string CertificateFile => Path.Combine(Folder, "server.crt");

    public string KeyFile => Path.Combine(Folder, "server.key");

    /// <summary>Writes a fresh pair; returns its serial number.</summary>
    public string WriteNode(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue("CN=system:node:edge-1, O=system:nodes", key, notBefore, notAfter, "1.3.6.1.5.5.7.3.2");
        File.WriteAllText(CertificateFile, certificate.ExportCertificatePem());
        File.WriteAllText(KeyFile, key.ExportECPrivateKeyPem());
        return certificate.SerialNumber;
    }

    /// <summary>A certificate for a server on the loopback address.</summary>
    public X509Certificate2 IssueServer(DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = Issue("O=KubeEdge, CN=KubeEdge", key, notBefore, notAfter, "1.3.6.1.5.5.7.3.1");
        using var pair = certificate.CopyWithPrivateKey(key);
        return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
    }

    /// <summary>The authority's certificate, DER.</summary>
    public byte[] Authority => _authority.RawData;

    /// <summary>A node's certificate for the key of a signing request, DER.</summary>
    public byte[] Sign(byte[] request, DateTimeOffset notBefore, DateTimeOffset notAfter)
    {
        var asked = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256);
        var signing = new CertificateRequest(new X500DistinguishedName("CN=system:node:edge-1, O=system:nodes"), asked.PublicKey, HashAlgorithmName.SHA256);
        signing.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        signing.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        using var certificate = signing.Create(
            _authority.SubjectName, X509SignatureGenerator.CreateForECDsa(_authorityKey), notBefore, notAfter, RandomNumberGenerator.GetBytes(12));
        return certificate.RawData;
    }

    public void Dispose()
    {
        _authority.Dispose();
        _authorityKey.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private X509Certificate2 Issue(string subject, ECDsa key, DateTimeOffset notBefore, DateTimeOffset notAfter, string usage)
    {
        var request = new CertificateRequest(subject, key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid(usage)], false));
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(System.Net.IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(_authority, true, false));
        return request.Create(_authority, notBefore, notAfter, RandomNumberGenerator.GetBytes(12));
    }
}

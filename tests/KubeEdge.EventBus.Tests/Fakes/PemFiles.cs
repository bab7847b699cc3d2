using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.EventBus.Tests.Fakes;

/// <summary>A certificate that is its own authority, and its key, as files.</summary>
internal sealed class PemFiles(DirectoryInfo folder, string name)
{
    public string Certificate { get; } = Path.Combine(folder.FullName, $"{name}.pem");

    public string Key { get; } = Path.Combine(folder.FullName, $"{name}.key");

    public void Write()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        using var made = request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        File.WriteAllText(Key, key.ExportPkcs8PrivateKeyPem());
        File.WriteAllText(Certificate, made.ExportCertificatePem());
    }
}

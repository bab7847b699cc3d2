using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>Signs as the recorded cloud did. Its own certificates are for a key that nobody has any more.</summary>
internal static class NodeSigner
{
    /// <summary>A certificate for the key of a signing request, DER.</summary>
    /// <param name="folder">Where the authority keeps its files.</param>
    /// <param name="request">The request, DER.</param>
    /// <param name="node">The node that asks.</param>
    public static byte[] Sign(string folder, byte[] request, string node)
    {
        using var authority = X509Certificate2.CreateFromPemFile(Path.Combine(folder, "ca.crt"), Path.Combine(folder, "ca.key"));
        var asked = CertificateRequest.LoadSigningRequest(request, HashAlgorithmName.SHA256);
        var signing = new CertificateRequest(
            new X500DistinguishedName($"CN=system:node:{node}, O=system:nodes"), asked.PublicKey, HashAlgorithmName.SHA256);
        signing.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.2")], false));
        signing.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(authority, true, false));
        var now = TimeProvider.System.GetUtcNow();
        using var certificate = signing.Create(authority, now.AddHours(-1), now.AddDays(1), RandomNumberGenerator.GetBytes(12));
        return certificate.RawData;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.EdgeHub.Joining;

/// <summary>
/// The key that a certificate is being asked for. It is on disk before the request leaves and stays until the certificate is, so that a
/// request whose answer got lost is repeated with the same key.
/// </summary>
internal sealed class NodeKey : IDisposable
{
    private const string Suffix = ".new";
    private readonly string _path;
    private readonly ECDsa _key;

    private NodeKey(string path, ECDsa key) => (_path, _key) = (path, key);

    /// <summary>The key in the form of the original: SEC1 PEM.</summary>
    public string Pem => _key.ExportECPrivateKeyPem();

    /// <summary>Takes up the key of an earlier attempt, or makes one.</summary>
    /// <param name="keyFile">Where the node's key will lie in the end.</param>
    public static NodeKey Prepare(string keyFile)
    {
        if (TryLoad(keyFile) is { } earlier)
        {
            return earlier;
        }

        var path = keyFile + Suffix;
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        AtomicFile.Write(path, key.ExportECPrivateKeyPem(), secret: true);
        return new NodeKey(path, key);
    }

    /// <summary>The key of an earlier attempt; null when there is none that can be read.</summary>
    /// <param name="keyFile">Where the node's key will lie in the end.</param>
    public static NodeKey? TryLoad(string keyFile)
    {
        var path = keyFile + Suffix;
        if (!File.Exists(path))
        {
            return null;
        }

        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(path));
            return new NodeKey(path, key);
        }
        catch (Exception broken) when (broken is ArgumentException or CryptographicException)
        {
            key.Dispose();
            return null;
        }
    }

    /// <summary>A signing request with the subject of the releases since 1.16, DER.</summary>
    public byte[] Request(string nodeName)
    {
        var subject = new X500DistinguishedNameBuilder();
        subject.AddCommonName($"system:node:{nodeName}");
        subject.AddOrganizationName("system:nodes");
        return new CertificateRequest(subject.Build(), _key, HashAlgorithmName.SHA256).CreateSigningRequest();
    }

    /// <summary>Whether a certificate is for this key.</summary>
    public bool Matches(X509Certificate2 certificate) =>
        certificate.PublicKey.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(_key.ExportSubjectPublicKeyInfo());

    /// <summary>The certificate is on disk: the key is no longer a pending one.</summary>
    public void Settle() => File.Delete(_path);

    public void Dispose() => _key.Dispose();
}

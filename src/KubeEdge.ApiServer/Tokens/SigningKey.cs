using System.Buffers.Text;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.MetaStore;

namespace KubeEdge.ApiServer.Tokens;

/// <summary>
/// The server's own key: it signs the tokens of service accounts, and its certificate is what pods are given to know the API by. Made
/// once and kept in the store, so that tokens outlive a restart.
/// </summary>
internal sealed class SigningKey : IDisposable
{
    private const string Only = "service-accounts";
    private static readonly TimeSpan _backdated = TimeSpan.FromHours(1);

    private readonly ECDsa _key;

    private SigningKey(ECDsa key, byte[] certificate)
    {
        _key = key;
        CertificatePem = PemEncoding.WriteString("CERTIFICATE", certificate) + "\n";
        KeyId = Base64Url.EncodeToString(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    /// <summary>Which key signed a token (<c>kid</c>).</summary>
    public string KeyId { get; }

    /// <summary>The certificate, PEM.</summary>
    public string CertificatePem { get; }

    /// <exception cref="IOException">The store cannot keep a new key.</exception>
    public static async Task<SigningKey> LoadOrCreateAsync(IMetaStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        var records = store.Records("apiserver.keys", TokenJson.Default.SigningKeyRecord);
        var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        try
        {
            if (await records.GetAsync(Only, cancellationToken).ConfigureAwait(false) is { } kept)
            {
                key.ImportPkcs8PrivateKey(Convert.FromBase64String(kept.PrivateKey), out _);
                return new SigningKey(key, Convert.FromBase64String(kept.Certificate));
            }

            var certificate = Certify(key, clock.GetUtcNow());
            var record = new SigningKeyRecord(Convert.ToBase64String(key.ExportPkcs8PrivateKey()), Convert.ToBase64String(certificate));
            var result = await records.PutAsync(Only, record, Durability.Full, cancellationToken).ConfigureAwait(false);
            return result.Status == CommitStatus.Committed
                ? new SigningKey(key, certificate)
                : throw new IOException($"The API server's key cannot be stored: {result.Status}.");
        }
        catch
        {
            key.Dispose();
            throw;
        }
    }

    /// <summary>Signs with ES256, in the form that tokens have.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data) => _key.SignData(data, HashAlgorithmName.SHA256);

    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature) => _key.VerifyData(data, signature, HashAlgorithmName.SHA256);

    public void Dispose() => _key.Dispose();

    private static byte[] Certify(ECDsa key, DateTimeOffset now)
    {
        var request = new CertificateRequest("CN=kubernetes-ca", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.DigitalSignature, true));
        using var certificate = request.CreateSelfSigned(now - _backdated, now.AddYears(10));
        return certificate.RawData;
    }
}

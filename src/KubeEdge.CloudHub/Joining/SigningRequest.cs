using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.CloudHub.Joining;

/// <summary>A certificate signing request whose signature proves that the sender has the key. Nothing else of it counts.</summary>
internal sealed class SigningRequest
{
    private SigningRequest(PublicKey key)
    {
        Key = key;
        Fingerprint = Convert.ToHexStringLower(SHA256.HashData(key.ExportSubjectPublicKeyInfo()));
    }

    public PublicKey Key { get; }

    /// <summary>SHA-256 of the public key, in hex.</summary>
    public string Fingerprint { get; }

    /// <summary>Reads DER; null with what is wrong.</summary>
    public static SigningRequest? Read(byte[] der, out string? problem)
    {
        problem = null;
        try
        {
            var request = CertificateRequest.LoadSigningRequest(der, HashAlgorithmName.SHA256);
            using var key = request.PublicKey.GetECDsaPublicKey();
            if (key is not null)
            {
                return new SigningRequest(request.PublicKey);
            }

            problem = "the key of the certificate request is no EC key";
        }
        catch (Exception broken) when (broken is CryptographicException or ArgumentException or NotSupportedException)
        {
            // The last for algorithms and curves that nobody knows: a few wrong bytes make such a request.
            problem = $"the body is no certificate request in DER form: {broken.Message}";
        }

        return null;
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>Joins a certificate with its key in a form that TLS can use.</summary>
internal static class KeyedCertificate
{
    public static X509Certificate2 Combine(X509Certificate2 certificate, ECDsa key)
    {
        var combined = certificate.CopyWithPrivateKey(key);
        if (!OperatingSystem.IsWindows())
        {
            return combined;
        }

        // The TLS stack of Windows refuses keys that live in memory only.
        using (combined)
        {
            return X509CertificateLoader.LoadPkcs12(combined.Export(X509ContentType.Pkcs12), password: null);
        }
    }
}

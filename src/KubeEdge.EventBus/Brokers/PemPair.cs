using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.EventBus.Brokers;

/// <summary>A certificate and its private key in two PEM files.</summary>
internal static class PemPair
{
    public static X509Certificate2 Load(string certificate, string key)
    {
        using var pem = X509Certificate2.CreateFromPemFile(certificate, key);

        // Where keys that exist in memory only do not serve for TLS, one that was exported does.
        return X509CertificateLoader.LoadPkcs12(pem.Export(X509ContentType.Pkcs12), null);
    }
}

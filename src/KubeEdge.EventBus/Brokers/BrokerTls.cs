using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.EventBus.Brokers;

/// <summary>Whom to trust at the external broker, and what to show there.</summary>
internal static class BrokerTls
{
    /// <summary>
    /// Reads the files. Asked at each connection, so that renewed ones need no restart; without an encrypted address it is not asked.
    /// </summary>
    public static SslClientAuthenticationOptions Make(ExternalBrokerOptions options)
    {
        var tls = new SslClientAuthenticationOptions { TargetHost = options.Server.Host };
        if (options.CaFile is { } authority)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        }

        if (options is { CertificateFile: { } certificate, KeyFile: { } key })
        {
            tls.ClientCertificates = [PemPair.Load(certificate, key)];
        }

        return tls;
    }
}

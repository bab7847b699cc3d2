using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.EventBus.Brokers;

/// <summary>What the internal broker shows to its clients, and whom it trusts.</summary>
internal static class ListenerTls
{
    /// <summary>Whether an address asks for TLS.</summary>
    public static bool IsAskedFor(Uri server) => server.Scheme is "ssl" or "mqtts";

    /// <summary>Reads the files; null for an address without TLS.</summary>
    public static SslServerAuthenticationOptions? Make(InternalBrokerOptions options)
    {
        if (!IsAskedFor(options.Server) || options is not { CertificateFile: { } certificate, KeyFile: { } key })
        {
            return null;
        }

        var own = PemPair.Load(certificate, key);
        var chain = new X509Certificate2Collection();
        chain.ImportFromPemFile(certificate);
        var tls = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(own, chain, offline: true),
        };
        if (options.ClientCaFile is { } authority)
        {
            tls.ClientCertificateRequired = true;
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
            };
            tls.CertificateChainPolicy.CustomTrustStore.ImportFromPemFile(authority);
        }

        return tls;
    }
}

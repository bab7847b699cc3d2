using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Server.Tls;

/// <summary>Verifies a client's certificate against the endpoint's own authorities, and nothing else on the machine.</summary>
internal sealed class ClientCertificateVerifier(ServerEndpointOptions options)
{
    private static readonly Oid _clientAuthentication = new("1.3.6.1.5.5.7.3.2");

    /// <summary>Returns null when the certificate is acceptable, else the reason in words.</summary>
    public string? Verify(X509Certificate? presented, X509Chain? presentedChain)
    {
        if (presented is null)
        {
            return options.ClientCertificates is ClientCertificateRule.Required ? "no client certificate" : null;
        }

        using var owned = presented is X509Certificate2 ? null : new X509Certificate2(presented);
        var certificate = presented as X509Certificate2 ?? owned;
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(options.ClientAuthorities);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        // Nothing a stranger presents may make the server fetch from an address written in it.
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.ApplicationPolicy.Add(_clientAuthentication);
        chain.ChainPolicy.VerificationTime = options.TimeProvider.GetUtcNow().LocalDateTime;
        if (presentedChain is not null)
        {
            chain.ChainPolicy.ExtraStore.AddRange(presentedChain.ChainPolicy.ExtraStore);
        }

        return certificate is not null && chain.Build(certificate) ? null : Describe(chain);
    }

    private static string Describe(X509Chain chain)
    {
        foreach (var status in chain.ChainStatus)
        {
            return $"{status.Status}: {status.StatusInformation.Trim()}";
        }

        return "certificate does not verify";
    }
}

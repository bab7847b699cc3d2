using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.EdgeHub.Certificates;

/// <summary>The node's identity as read from disk. Owns the certificates.</summary>
internal sealed class NodeCertificate(X509Certificate2 own, X509Certificate2Collection authorities) : IDisposable
{
    /// <summary>The node's certificate with its private key.</summary>
    public X509Certificate2 Own { get; } = own;

    /// <summary>Who may have signed the cloud's certificate.</summary>
    public X509Certificate2Collection Authorities { get; } = authorities;

    public void Dispose()
    {
        Own.Dispose();
        foreach (var authority in Authorities)
        {
            authority.Dispose();
        }
    }
}

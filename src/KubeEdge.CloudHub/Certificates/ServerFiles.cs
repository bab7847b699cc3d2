using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>Decides whether a kept pair of files is still good, or has to be issued again.</summary>
internal static class ServerFiles
{
    private static readonly TimeSpan _renewBefore = TimeSpan.FromDays(30);

    public static X509Certificate2? TryLoad(string certificatePath, string keyPath, SubjectNames names, CertificateIssuer issuer)
    {
        if (LoadPair(certificatePath, keyPath) is not { } pair)
        {
            return null;
        }

        if (IsUsable(pair, names, issuer))
        {
            return pair;
        }

        pair.Dispose();
        return null;
    }

    public static bool IsUsable(X509Certificate2 server, SubjectNames names, CertificateIssuer issuer)
    {
        try
        {
            return IsCurrent(server, issuer) && SubjectNames.Of(server).Equals(names);
        }
        catch (CryptographicException)
        {
            // The original writes host names as addresses of no length, which cannot be read.
            return false;
        }
    }

    public static bool IsUsableNodePair(string certificatePath, string keyPath, string nodeName, CertificateIssuer issuer)
    {
        using var pair = LoadPair(certificatePath, keyPath);
        return pair is not null && IsCurrent(pair, issuer) && NodeIdentity.NodeNameOf(pair) == nodeName;
    }

    // A pair that is damaged or does not match is the same as none: the authority can always issue another.
    private static X509Certificate2? LoadPair(string certificatePath, string keyPath)
    {
        try
        {
            using var certificate = X509Certificate2.CreateFromPem(File.ReadAllText(certificatePath));
            using var key = ECDsa.Create();
            key.ImportFromPem(File.ReadAllText(keyPath));
            return KeyedCertificate.Combine(certificate, key);
        }
        catch (Exception error) when (error is FileNotFoundException or DirectoryNotFoundException
            or CryptographicException or ArgumentException)
        {
            return null;
        }
    }

    private static bool IsCurrent(X509Certificate2 certificate, CertificateIssuer issuer)
    {
        if (certificate.NotAfter.ToUniversalTime() - _renewBefore < issuer.Now.UtcDateTime)
        {
            return false;
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(issuer.Authority);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
        return chain.Build(certificate);
    }
}

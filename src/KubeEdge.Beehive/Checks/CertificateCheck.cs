using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Beehive.Checks;

/// <summary>Whether certificate files can be read, fit each other and are good now.</summary>
public static class CertificateCheck
{
    private static readonly TimeSpan _soon = TimeSpan.FromDays(7);

    /// <summary>Checks a certificate authority.</summary>
    /// <param name="file">PEM.</param>
    /// <param name="now">The time.</param>
    public static CheckResult Authority(string file, DateTimeOffset now)
    {
        if (Missing(file) is { } missing)
        {
            return missing;
        }

        try
        {
            using var authority = X509CertificateLoader.LoadCertificateFromFile(file);
            return Life(authority, file, now);
        }
        catch (CryptographicException fault)
        {
            return Unreadable(file, fault);
        }
    }

    /// <summary>Checks a certificate with its key, and that it comes from an authority.</summary>
    /// <param name="authorityFile">PEM of the authority.</param>
    /// <param name="certificateFile">PEM.</param>
    /// <param name="keyFile">PEM, not encrypted.</param>
    /// <param name="now">The time.</param>
    public static CheckResult Pair(string authorityFile, string certificateFile, string keyFile, DateTimeOffset now)
    {
        if ((Missing(certificateFile) ?? Missing(keyFile) ?? Missing(authorityFile)) is { } missing)
        {
            return missing;
        }

        X509Certificate2 certificate;
        try
        {
            using var alone = X509CertificateLoader.LoadCertificateFromFile(certificateFile);
            certificate = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        }
        catch (Exception fault) when (fault is CryptographicException or ArgumentException)
        {
            return CheckResult.Fail(
                $"{certificateFile} and {keyFile} are no pair: {fault.Message}",
                "put back the two files that were made together, or remove both and join again with a token");
        }

        using (certificate)
        {
            return ComesFrom(authorityFile, certificate, now) is { } stranger ? stranger : Life(certificate, certificateFile, now);
        }
    }

    private static CheckResult? ComesFrom(string authorityFile, X509Certificate2 certificate, DateTimeOffset now)
    {
        try
        {
            using var authority = X509CertificateLoader.LoadCertificateFromFile(authorityFile);
            using var chain = new X509Chain();
            chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
            chain.ChainPolicy.CustomTrustStore.Add(authority);
            chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
            chain.ChainPolicy.VerificationTime = now.LocalDateTime;

            // Dates have a check of their own, with its own remedy.
            chain.ChainPolicy.VerificationFlags = X509VerificationFlags.IgnoreNotTimeValid;
            return chain.Build(certificate)
                ? null
                : CheckResult.Fail(
                    $"{certificate.Subject} does not come from the authority in {authorityFile}",
                    "use the files of one cloud only; to change to another cloud remove all three and join again with its token");
        }
        catch (CryptographicException fault)
        {
            return Unreadable(authorityFile, fault);
        }
    }

    private static CheckResult Life(X509Certificate2 certificate, string file, DateTimeOffset now)
    {
        DateTimeOffset from = certificate.NotBefore;
        DateTimeOffset until = certificate.NotAfter;
        return now < from
                ? CheckResult.Fail($"{file} is good from {from:u}, and this machine's clock says {now:u}", "set the clock: it is behind")
            : now > until
                ? CheckResult.Fail(
                    $"{file} was good until {until:u}, and this machine's clock says {now:u}",
                    "if the clock is right, remove the file and its key and join again with a token; else set the clock")
            : until - now < _soon
                ? CheckResult.Warn($"{file} is good only until {until:u}", "let the host reach its cloud, where it is renewed")
            : CheckResult.Pass($"{certificate.Subject}, good until {until:u}");
    }

    private static CheckResult? Missing(string file)
    {
        if (!File.Exists(file))
        {
            return CheckResult.Fail($"{file} is not there", "join with a token, or put the file there");
        }

        try
        {
            using var stream = File.OpenRead(file);
            return null;
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            return CheckResult.Fail($"{file} cannot be read: {fault.Message}", "give this user the right to read it");
        }
    }

    private static CheckResult Unreadable(string file, CryptographicException fault) => CheckResult.Fail(
        $"{file} is no certificate: {fault.Message}", "put back the right file (PEM), or remove it and join again with a token");
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.CloudHub.Certificates;

/// <summary>
/// Loads or creates the two files of the authority. Creation never overwrites; the loser of a race loads the winner's files.
/// </summary>
internal static class AuthorityFiles
{
    public static X509Certificate2 LoadOrCreate(string directory, TimeProvider timeProvider)
    {
        if (TryLoad(directory) is { } present)
        {
            return present;
        }

        var (_, keyPath) = PathsOf(directory);
        if (!File.Exists(keyPath))
        {
            using var fresh = NewKey(directory);
            PemFile.TryCreate(keyPath, fresh.ExportECPrivateKeyPem(), secret: true);
        }

        using var minted = Mint(directory, timeProvider);
        Adopt(directory, minted);
        return TryLoad(directory) ?? throw new CertificateAuthorityException($"The files of the authority in '{directory}' have vanished.");
    }

    /// <summary>The authority of a folder that has both files; null when it has not.</summary>
    public static X509Certificate2? TryLoad(string directory)
    {
        var (certificatePath, keyPath) = PathsOf(directory);
        if (!File.Exists(keyPath) || !File.Exists(certificatePath))
        {
            return null;
        }

        using var key = LoadKey(keyPath);
        return Combine(certificatePath, key, keyPath);
    }

    /// <summary>
    /// A new authority, in no file yet. A key without a certificate is a start that was cut off: signing the same key again keeps every
    /// certificate of it valid.
    /// </summary>
    public static X509Certificate2 Mint(string directory, TimeProvider timeProvider)
    {
        var (_, keyPath) = PathsOf(directory);
        using var key = File.Exists(keyPath) ? LoadKey(keyPath) : NewKey(directory);
        using var certificate = CertificateIssuer.SelfSign(key, timeProvider);
        return KeyedCertificate.Combine(certificate, key);
    }

    /// <summary>
    /// Puts an authority into a folder, the key first. Of two that do so at once, one is first; the other one's key must be the same.
    /// </summary>
    /// <exception cref="CertificateAuthorityException">The folder has a part of another authority, which is left as it is.</exception>
    public static void Adopt(string directory, X509Certificate2 authority)
    {
        var (certificatePath, keyPath) = PathsOf(directory);
        using var key = authority.GetECDsaPrivateKey() ?? throw new InvalidOperationException("The authority has no ECDSA key.");
        var wanted = key.ExportSubjectPublicKeyInfo();
        if (File.Exists(certificatePath))
        {
            using var certificate = LoadCertificate(certificatePath);
            MustBe(wanted, certificate.PublicKey.ExportSubjectPublicKeyInfo(), certificatePath, authority);
        }

        if (!PemFile.TryCreate(keyPath, key.ExportECPrivateKeyPem(), secret: true))
        {
            using var present = LoadKey(keyPath);
            MustBe(wanted, present.ExportSubjectPublicKeyInfo(), keyPath, authority);
        }

        PemFile.TryCreate(certificatePath, authority.ExportCertificatePem(), secret: false);
    }

    /// <summary>SHA-256 of the certificate in hex, as in a token's first part.</summary>
    public static string Fingerprint(X509Certificate2 certificate) =>
        Convert.ToHexStringLower(SHA256.HashData(certificate.RawDataMemory.Span));

    private static (string Certificate, string Key) PathsOf(string directory) =>
        (Path.Combine(directory, CertificateAuthority.CertificateFile), Path.Combine(directory, CertificateAuthority.KeyFile));

    private static void MustBe(byte[] wanted, byte[] present, string path, X509Certificate2 authority)
    {
        if (!present.AsSpan().SequenceEqual(wanted))
        {
            throw new CertificateAuthorityException(
                $"'{path}' belongs to another authority, of key {Convert.ToHexStringLower(SHA256.HashData(present))}, than "
                + $"{Fingerprint(authority)}, whose key is {Convert.ToHexStringLower(SHA256.HashData(wanted))}. Neither is replaced; "
                + "remove the one that no node trusts.");
        }
    }

    // The key is written first: where there is a certificate, and afterwards still no key, that is lost.
    private static ECDsa NewKey(string directory)
    {
        var (certificatePath, keyPath) = PathsOf(directory);
        return File.Exists(certificatePath) && !File.Exists(keyPath)
            ? throw new CertificateAuthorityException(
                $"'{certificatePath}' has no key '{keyPath}'. Restore the key; a new authority would lock out every node.")
            : ECDsa.Create(ECCurve.NamedCurves.nistP256);
    }

    private static ECDsa LoadKey(string keyPath)
    {
        var key = ECDsa.Create();
        try
        {
            key.ImportFromPem(File.ReadAllText(keyPath));
            return key;
        }
        catch (Exception error) when (error is ArgumentException or CryptographicException)
        {
            key.Dispose();
            throw new CertificateAuthorityException($"'{keyPath}' is not an EC private key in PEM form: {error.Message}", error);
        }
    }

    private static X509Certificate2 LoadCertificate(string certificatePath)
    {
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(certificatePath));
        }
        catch (CryptographicException error)
        {
            throw new CertificateAuthorityException($"'{certificatePath}' is not a certificate in PEM form: {error.Message}", error);
        }
    }

    private static X509Certificate2 Combine(string certificatePath, ECDsa key, string keyPath)
    {
        using var certificate = LoadCertificate(certificatePath);
        try
        {
            return certificate.CopyWithPrivateKey(key);
        }
        catch (ArgumentException error)
        {
            throw new CertificateAuthorityException($"'{certificatePath}' and '{keyPath}' do not belong together.", error);
        }
    }
}

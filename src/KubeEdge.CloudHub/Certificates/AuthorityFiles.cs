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
        var certificatePath = Path.Combine(directory, CertificateAuthority.CertificateFile);
        var keyPath = Path.Combine(directory, CertificateAuthority.KeyFile);

        if (!File.Exists(keyPath))
        {
            if (File.Exists(certificatePath))
            {
                throw new CertificateAuthorityException(
                    $"'{certificatePath}' has no key '{keyPath}'. Restore the key; a new authority would lock out every node.");
            }

            using var fresh = ECDsa.Create(ECCurve.NamedCurves.nistP256);
            PemFile.TryCreate(keyPath, fresh.ExportECPrivateKeyPem(), secret: true);
        }

        using var key = LoadKey(keyPath);

        // A key without a certificate is a start that was cut off. Signing the same key again keeps every certificate of it valid.
        if (!File.Exists(certificatePath))
        {
            using var certificate = CertificateIssuer.SelfSign(key, timeProvider);
            PemFile.TryCreate(certificatePath, certificate.ExportCertificatePem(), secret: false);
        }

        return Combine(certificatePath, key, keyPath);
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

    private static X509Certificate2 Combine(string certificatePath, ECDsa key, string keyPath)
    {
        X509Certificate2? certificate = null;
        try
        {
            certificate = X509Certificate2.CreateFromPem(File.ReadAllText(certificatePath));
            return certificate.CopyWithPrivateKey(key);
        }
        catch (CryptographicException error)
        {
            throw new CertificateAuthorityException($"'{certificatePath}' is not a certificate in PEM form: {error.Message}", error);
        }
        catch (ArgumentException error)
        {
            throw new CertificateAuthorityException($"'{certificatePath}' and '{keyPath}' do not belong together.", error);
        }
        finally
        {
            certificate?.Dispose();
        }
    }
}

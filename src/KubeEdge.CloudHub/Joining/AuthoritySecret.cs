using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.Kubernetes.Objects;

namespace KubeEdge.CloudHub.Joining;

/// <summary>
/// A certificate and its key in a Secret, in the form of the original: both DER, the key as SEC1, each base64 as all data of Secrets.
/// </summary>
internal static class AuthoritySecret
{
    /// <summary>The Secret <c>casecret</c> of an authority.</summary>
    public static KubeObject OfAuthority(X509Certificate2 authority) =>
        Of(JoinNames.AuthoritySecret, JoinNames.AuthorityData, JoinNames.AuthorityKeyData, authority);

    /// <summary>The Secret <c>cloudcoresecret</c> of a server's certificate.</summary>
    public static KubeObject OfServer(X509Certificate2 server) =>
        Of(JoinNames.ServerSecret, JoinNames.ServerData, JoinNames.ServerKeyData, server);

    /// <summary>The authority in <c>casecret</c>; null with what is wrong with it.</summary>
    public static X509Certificate2? ReadAuthority(KubeObject? secret, out string? problem)
    {
        const string Where = $"Secret {JoinNames.Namespace}/{JoinNames.AuthoritySecret}";
        var authority = Read(secret, JoinNames.AuthorityData, JoinNames.AuthorityKeyData, out problem);
        if (authority is not null && !IsAuthority(authority))
        {
            authority.Dispose();
            (authority, problem) = (null, $"the certificate in {JoinNames.AuthorityData} is not that of an authority");
        }

        problem = problem is null ? null : $"{Where} holds no usable authority: {problem}. It is left as it is";
        return authority;
    }

    /// <summary>The certificate in <c>cloudcoresecret</c>; null when there is none that can be used.</summary>
    public static X509Certificate2? ReadServer(KubeObject? secret) => Read(secret, JoinNames.ServerData, JoinNames.ServerKeyData, out _);

    private static KubeObject Of(string name, string certificateField, string keyField, X509Certificate2 pair)
    {
        using var key = pair.GetECDsaPrivateKey()
            ?? throw new InvalidOperationException($"The certificate for Secret {name} has no ECDSA key.");
        return JoinSecrets.New(name, (certificateField, pair.RawData), (keyField, key.ExportECPrivateKey()));
    }

    private static X509Certificate2? Read(KubeObject? secret, string certificateField, string keyField, out string? problem)
    {
        if (Bytes(secret, certificateField) is not { } certificateDer || Bytes(secret, keyField) is not { } keyDer)
        {
            problem = $"{certificateField} or {keyField} is missing or not base64";
            return null;
        }

        try
        {
            using var certificate = X509CertificateLoader.LoadCertificate(certificateDer);
            using var key = ECDsa.Create();
            key.ImportECPrivateKey(keyDer, out _);
            problem = null;
            return KeyedCertificate.Combine(certificate, key);
        }
        catch (ArgumentException)
        {
            problem = $"{certificateField} and {keyField} do not belong together, or the certificate's key is not an EC one";
        }
        catch (Exception broken) when (broken is CryptographicException or NotSupportedException)
        {
            problem = $"{certificateField} is no certificate, or {keyField} no EC private key, in DER form: {broken.Message}";
        }

        return null;
    }

    private static byte[]? Bytes(KubeObject? secret, string field)
    {
        try
        {
            return secret?.ToNode()["data"]?[field]?.GetValue<string>() is { Length: > 0 } text ? Convert.FromBase64String(text) : null;
        }
        catch (Exception broken) when (broken is FormatException or InvalidOperationException)
        {
            return null;
        }
    }

    private static bool IsAuthority(X509Certificate2 certificate)
    {
        try
        {
            foreach (var extension in certificate.Extensions)
            {
                if (extension is X509BasicConstraintsExtension { CertificateAuthority: true })
                {
                    return true;
                }
            }
        }
        catch (CryptographicException)
        {
            // An extension that cannot be read says nothing.
        }

        return false;
    }
}

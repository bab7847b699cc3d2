using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.EdgeHub.Certificates;

/// <summary>
/// Reads the node's three PEM files. What is wrong with them is an answer, not an exception: somebody may be about to put it right,
/// and the next attempt reads them again.
/// </summary>
internal sealed class NodeCertificateFiles(string caFile, string certificateFile, string keyFile, TimeProvider timeProvider)
{
    /// <summary>Whether the last load failed by the certificate's age alone.</summary>
    public bool HasExpired { get; private set; }

    /// <summary>The identity, or null and what is wrong with which file.</summary>
    public NodeCertificate? TryLoad(out string? error)
    {
        HasExpired = false;
        var authorities = new X509Certificate2Collection();
        X509Certificate2? own = null;
        error = Attempt(caFile, () => authorities.ImportFromPemFile(caFile))
            ?? (authorities.Count == 0 ? $"{caFile} holds no certificate" : null)
            ?? Attempt($"{certificateFile} with {keyFile}", () => own = LoadPair())
            ?? CheckLife(own);
        if (error is null && own is not null)
        {
            return new NodeCertificate(own, authorities);
        }

        own?.Dispose();
        foreach (var authority in authorities)
        {
            authority.Dispose();
        }

        return null;
    }

    private static string? Attempt(string what, Action load)
    {
        try
        {
            load();
            return null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{what} cannot be read: {exception.Message}";
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            return $"{what} cannot be used: {exception.Message}";
        }
    }

    private X509Certificate2 LoadPair()
    {
        var pair = X509Certificate2.CreateFromPemFile(certificateFile, keyFile);
        if (!OperatingSystem.IsWindows())
        {
            return pair;
        }

        // The TLS of Windows does not take a key that exists in memory only.
        using (pair)
        {
            return X509CertificateLoader.LoadPkcs12(pair.Export(X509ContentType.Pkcs12), null);
        }
    }

    // A certificate that is not valid yet is tried all the same: more likely than that is a board whose clock has not been set.
    private string? CheckLife(X509Certificate2? own)
    {
        HasExpired = own is not null && own.NotAfter.ToUniversalTime() <= timeProvider.GetUtcNow().UtcDateTime;
        return HasExpired ? $"{certificateFile} has expired on {own?.NotAfter.ToUniversalTime():u}; the node must join again" : null;
    }
}

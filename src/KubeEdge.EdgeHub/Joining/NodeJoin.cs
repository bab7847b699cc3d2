using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.EdgeHub.Joining;

/// <summary>Gets the node its certificate: with a token the first time and after it has expired, with the certificate itself in between.</summary>
internal sealed class NodeJoin(EdgeHubOptions options, JoinClient client)
{
    private const int TokenParts = 4;
    private readonly Lock _writing = new();

    private string PendingCertificate => options.CertificateFile + ".new";

    /// <summary>Joins with the token.</summary>
    public async Task<JoinResult> JoinAsync(CancellationToken cancellationToken)
    {
        if (options.HttpServer is null || ReadToken() is not { Length: > 0 } token)
        {
            return new JoinResult(JoinFailure.NotPossible, "there is no address of a certificate service, or no token, to join with");
        }

        var parts = token.Split('.');
        if (parts.Length != TokenParts || token.AsSpan().ContainsAnyExceptInRange('!', '~'))
        {
            return new JoinResult(JoinFailure.Refused, "token credentials are in the wrong format");
        }

        var answer = await client.GetAuthorityAsync(cancellationToken).ConfigureAwait(false);
        if (answer.Body is not { } authority)
        {
            return answer.Result;
        }

        var hash = Convert.ToHexStringLower(SHA256.HashData(authority));
        if (!string.Equals(hash, parts[0], StringComparison.OrdinalIgnoreCase))
        {
            return new JoinResult(JoinFailure.Refused, $"failed to validate CA certificate. tokenCAhash: {parts[0]}, CAhash: {hash}");
        }

        using var ca = TryRead(authority);
        return ca is null
            ? new JoinResult(JoinFailure.Refused, "the authority's certificate is not one")
            : await RequestAsync([ca], string.Join('.', parts[1..]), null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Renews a certificate that is still valid. The authorities' file stays as it is.</summary>
    public async Task<JoinResult> RenewAsync(X509Certificate2Collection authorities, X509Certificate2 own, CancellationToken cancellationToken) =>
        options.HttpServer is null
            ? new JoinResult(JoinFailure.NotPossible, "there is no address of a certificate service")
            : await RequestAsync(authorities, null, own, cancellationToken).ConfigureAwait(false);

    /// <summary>Puts in place what was being put there when the node was killed. False when there is nothing of the kind.</summary>
    public bool Finish()
    {
        try
        {
            lock (_writing)
            {
                using var key = NodeKey.TryLoad(options.KeyFile);
                using var certificate = key is null || !File.Exists(PendingCertificate) ? null : TryRead(PendingCertificate);
                if (key is null || certificate is null || !key.Matches(certificate))
                {
                    return false;
                }

                Install(key, certificate);
                return true;
            }
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task<JoinResult> RequestAsync(
        X509Certificate2Collection authorities, string? jwt, X509Certificate2? own, CancellationToken cancellationToken)
    {
        try
        {
            using var key = NodeKey.Prepare(options.KeyFile);
            var answer = await client.GetCertificateAsync(key.Request(options.NodeName), authorities, jwt, own, cancellationToken).ConfigureAwait(false);
            if (answer.Body is not { } der)
            {
                return answer.Result;
            }

            using var certificate = TryRead(der);
            if (certificate is null || !key.Matches(certificate))
            {
                return new JoinResult(JoinFailure.Refused, "the certificate service answered with something else than a certificate of this node's key");
            }

            Write(own is null ? authorities[0] : null, key, certificate);
            return default;
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return new JoinResult(JoinFailure.NotPossible, $"the certificate cannot be kept: {failed.Message}");
        }
    }

    // The whole new pair lies beside the old one before the first file of that is touched: whatever happens from then on, Finish ends it.
    private void Write(X509Certificate2? authority, NodeKey key, X509Certificate2 certificate)
    {
        lock (_writing)
        {
            if (authority is not null)
            {
                AtomicFile.Write(options.CaFile, authority.ExportCertificatePem(), secret: false);
            }

            AtomicFile.Write(PendingCertificate, certificate.ExportCertificatePem(), secret: false);
            Install(key, certificate);
        }
    }

    private void Install(NodeKey key, X509Certificate2 certificate)
    {
        AtomicFile.Write(options.KeyFile, key.Pem, secret: true);
        AtomicFile.Write(options.CertificateFile, certificate.ExportCertificatePem(), secret: false);
        key.Settle();
        File.Delete(PendingCertificate);
    }

    private string? ReadToken()
    {
        try
        {
            return (options.Token ?? (options.TokenFile is { } file && File.Exists(file) ? File.ReadAllText(file) : null))?.Trim();
        }
        catch (Exception failed) when (failed is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private static X509Certificate2? TryRead(string pemFile)
    {
        try
        {
            return X509Certificate2.CreateFromPem(File.ReadAllText(pemFile));
        }
        catch (CryptographicException)
        {
            return null;
        }
    }

    private static X509Certificate2? TryRead(byte[] der)
    {
        try
        {
            return X509CertificateLoader.LoadCertificate(der);
        }
        catch (CryptographicException)
        {
            return null;
        }
    }
}

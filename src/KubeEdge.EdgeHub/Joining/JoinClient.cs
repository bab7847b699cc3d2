using System.Net;
using System.Net.Http.Headers;
using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace KubeEdge.EdgeHub.Joining;

/// <summary>Speaks to the certificate service, as the original does: both documents come by GET, the request for one in its body.</summary>
internal sealed class JoinClient(EdgeHubOptions options)
{
    private const int LargestAnswer = 1 << 20;
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(30);

    /// <summary>The authority's certificate from a server that is not verified: its hash is in the token.</summary>
    public async Task<JoinAnswer> GetAuthorityAsync(CancellationToken cancellationToken)
    {
        using var handler = NewHandler();

#pragma warning disable CA5359 // Whoever answers proves nothing by it: what he answers is checked against the hash in the token.
        handler.SslOptions.RemoteCertificateValidationCallback = static (_, _, _, _) => true;
#pragma warning restore CA5359
        return await SendAsync(handler, "ca.crt", null, null, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>A certificate for the key of a signing request.</summary>
    /// <param name="request">The request, DER.</param>
    /// <param name="authorities">Who may have signed the server's certificate.</param>
    /// <param name="jwt">The token without its first part; null to go by <paramref name="own"/>.</param>
    /// <param name="own">The certificate that is to be renewed, with its key; null to go by the token.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public async Task<JoinAnswer> GetCertificateAsync(
        byte[] request, X509Certificate2Collection authorities, string? jwt, X509Certificate2? own, CancellationToken cancellationToken)
    {
        using var handler = NewHandler();
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        if (own is not null)
        {
            handler.SslOptions.ClientCertificateContext = SslStreamCertificateContext.Create(own, null, offline: true);
        }

        var bearer = jwt is null ? null : new AuthenticationHeaderValue("Bearer", jwt);
        return await SendAsync(handler, "edge.crt", request, bearer, cancellationToken).ConfigureAwait(false);
    }

    private static SocketsHttpHandler NewHandler() => new() { ConnectTimeout = _timeout, UseProxy = false, AllowAutoRedirect = false };

    private async Task<JoinAnswer> SendAsync(
        SocketsHttpHandler handler, string path, byte[]? body, AuthenticationHeaderValue? bearer, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(handler, disposeHandler: false) { Timeout = _timeout, MaxResponseContentBufferSize = LargestAnswer };
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(Server(), path));
        request.Headers.Authorization = bearer;
        if (body is not null)
        {
            request.Headers.Add("NodeName", options.NodeName);
            request.Content = new ByteArrayContent(body);
        }

        try
        {
            using var response = await client.SendAsync(request, cancellationToken).ConfigureAwait(false);
            var bytes = await response.Content.ReadAsByteArrayAsync(cancellationToken).ConfigureAwait(false);
            return response.StatusCode == HttpStatusCode.OK && bytes.Length > 0
                ? new JoinAnswer(bytes, default)
                : new JoinAnswer(null, Refused(response.StatusCode, bytes));
        }
        catch (Exception failed) when (failed is HttpRequestException or IOException
            || (failed is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return new JoinAnswer(null, new JoinResult(JoinFailure.Unreachable, $"{request.RequestUri}: {failed.InnerException?.Message ?? failed.Message}"));
        }
    }

    // A server that is overloaded or has lost its API says so with 5xx; that is no refusal.
    private static JoinResult Refused(HttpStatusCode status, byte[] body)
    {
        var text = body.Length == 0 ? "the answer is empty" : Encoding.UTF8.GetString(body.AsSpan(0, Math.Min(body.Length, 512)));
        var failure = status is HttpStatusCode.ServiceUnavailable or HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout
            ? JoinFailure.Unreachable
            : JoinFailure.Refused;
        return new JoinResult(failure, $"the certificate service answered {(int)status}: {text.Trim()}");
    }

    private Uri Server()
    {
        var server = options.HttpServer ?? throw new InvalidOperationException("EdgeHub: HttpServer is not set.");
        return server.AbsoluteUri.EndsWith('/') ? server : new Uri(server.AbsoluteUri + "/");
    }
}

using System.Net;
using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace KubeEdge.Viaduct.WebSockets;

/// <summary>The upgrade request and the connection it goes over.</summary>
internal static class DialRequest
{
    /// <summary>Whether the server is dialed over TLS.</summary>
    public static bool IsSecure(WebSocketDialerOptions options) => Address(options).Scheme == Uri.UriSchemeHttps;

    /// <summary>The request, with the headers that a cloud of the original insists on.</summary>
    public static HttpRequestMessage Create(WebSocketDialerOptions options, string key)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, Address(options))
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        var headers = request.Headers;
        headers.TryAddWithoutValidation("Connection", "Upgrade");
        headers.TryAddWithoutValidation("Upgrade", "websocket");
        headers.TryAddWithoutValidation("Sec-WebSocket-Version", "13");
        headers.TryAddWithoutValidation("Sec-WebSocket-Key", key);
        headers.TryAddWithoutValidation(UpgradeHeaders.NodeId, options.NodeId);
        headers.TryAddWithoutValidation(UpgradeHeaders.ProjectId, options.ProjectId);
        headers.TryAddWithoutValidation(UpgradeHeaders.ConnectionUse, UpgradeHeaders.UseMessages);
        if (options.Features.Count > 0)
        {
            headers.TryAddWithoutValidation(UpgradeHeaders.Features, string.Join(", ", options.Features));
        }

        return request;
    }

    /// <summary>What connects: no proxy, no redirect, no cookie, TLS as the options say.</summary>
    public static SocketsHttpHandler CreateHandler(WebSocketDialerOptions options) => new()
    {
        UseProxy = false,
        UseCookies = false,
        AllowAutoRedirect = false,
        PooledConnectionLifetime = TimeSpan.Zero,
        SslOptions = CreateTls(options),
    };

    /// <summary>A response header's value; null when absent.</summary>
    public static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.NonValidated.TryGetValues(name, out var values) ? values.ToString() : null;

    private static Uri Address(WebSocketDialerOptions options)
    {
        var scheme = options.Server.Scheme switch
        {
            "wss" or "https" => Uri.UriSchemeHttps,
            "ws" or "http" => Uri.UriSchemeHttp,
            var other => throw new ArgumentException($"A link cannot be dialed over '{other}'; use wss://host:port.", nameof(options)),
        };
        var path = $"/{Uri.EscapeDataString(options.ProjectId)}/{Uri.EscapeDataString(options.NodeId)}/events";
        return new UriBuilder(scheme, options.Server.Host, options.Server.Port, path).Uri;
    }

    private static SslClientAuthenticationOptions CreateTls(WebSocketDialerOptions options)
    {
        var tls = new SslClientAuthenticationOptions
        {
            EnabledSslProtocols = SslProtocols.Tls12 | SslProtocols.Tls13,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
        };
        if (options.ClientCertificate is { } certificate)
        {
            tls.ClientCertificateContext = SslStreamCertificateContext.Create(certificate, additionalCertificates: null, offline: true);
        }

        if (options.TrustedAuthorities is { } authorities)
        {
            tls.CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                DisableCertificateDownloads = true,
            };
            tls.CertificateChainPolicy.CustomTrustStore.AddRange(authorities);
        }

        return tls;
    }
}

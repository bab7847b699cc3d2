using System.Net.Http;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Server.Tests.Support;

internal static class Endpoints
{
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public static Task<ServerEndpoint> StartAsync(ServerEndpointOptions options, RequestDelegate app) =>
        ServerEndpoint.StartAsync("test", options, app, NullLoggerFactory.Instance, TestContext.Current.CancellationToken).WaitAsync(Patience);

    public static Task<ServerEndpoint> StartHelloAsync(ServerEndpointOptions options) =>
        StartAsync(options, context => context.Response.WriteAsync("hello"));

    /// <summary>A client that trusts <paramref name="authority"/> and shows <paramref name="certificate"/>.</summary>
    public static HttpClient CreateClient(TestAuthority authority, X509Certificate2? certificate = null)
    {
        var handler = new SocketsHttpHandler { UseProxy = false };
        handler.SslOptions.CertificateChainPolicy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
        };
        handler.SslOptions.CertificateChainPolicy.CustomTrustStore.Add(authority.Certificate);
        if (certificate is not null)
        {
            handler.SslOptions.LocalCertificateSelectionCallback = (_, _, _, _, _) => certificate;
        }

        return new HttpClient(handler) { Timeout = Patience };
    }
}

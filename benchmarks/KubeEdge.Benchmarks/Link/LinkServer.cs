using System.Net;
using System.Net.WebSockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Threading.Channels;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.WebSockets;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Benchmarks.Link;

/// <summary>
/// One Kestrel with TLS that accepts both our links and the stack's WebSockets, so that floor and candidate share everything below.
/// </summary>
internal sealed class LinkServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly X509Certificate2 _certificate;
    private readonly Channel<ILink> _links = Channel.CreateUnbounded<ILink>();
    private readonly Channel<WebSocket> _sockets = Channel.CreateUnbounded<WebSocket>();

    private LinkServer(WebApplication app, X509Certificate2 certificate)
    {
        _app = app;
        _certificate = certificate;
        app.UseWebSockets();
        app.Run(AcceptAsync);
    }

    /// <summary>Starts on a free port.</summary>
    public static async Task<LinkServer> StartAsync()
    {
        var certificate = CreateCertificate();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(
            IPAddress.Loopback,
            0,
            listen => listen.UseHttps(https =>
            {
                https.ServerCertificate = certificate;
                https.SslProtocols = SslProtocols.Tls13;
            })));
        var server = new LinkServer(builder.Build(), certificate);
        await server._app.StartAsync();
        return server;
    }

    /// <summary>A connected pair of our links.</summary>
    public async Task<(ILink Edge, ILink Cloud)> ConnectLinkAsync()
    {
        var dialer = new WebSocketDialer(
            new() { Server = new($"wss://localhost:{Port}"), NodeId = "edge-1", TrustedAuthorities = [_certificate] }, TimeProvider.System);
        var result = await dialer.DialAsync();
        return (result.Link ?? throw new InvalidOperationException(result.Detail), await _links.Reader.ReadAsync());
    }

    /// <summary>A connected pair of the stack's WebSockets.</summary>
    public async Task<(WebSocket Edge, WebSocket Cloud)> ConnectSocketAsync()
    {
        var client = new ClientWebSocket();
        client.Options.RemoteCertificateValidationCallback = (_, certificate, _, _) => _certificate.Equals(certificate);
        await client.ConnectAsync(new($"wss://localhost:{Port}/plain"), default);
        return (client, await _sockets.Reader.ReadAsync());
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync(new CancellationToken(canceled: true));
        await _app.DisposeAsync();
        _certificate.Dispose();
    }

    private int Port => new Uri(_app.Urls.First()).Port;

    private async Task AcceptAsync(HttpContext context)
    {
        if (context.Request.Path == "/plain")
        {
            var socket = await context.WebSockets.AcceptWebSocketAsync();
            _sockets.Writer.TryWrite(socket);
            await Task.Delay(Timeout.Infinite, context.RequestAborted).ContinueWith(static _ => { }, TaskScheduler.Default);
            return;
        }

        var upgrade = UpgradeRequest.Read(context.Request.Method, name => context.Request.Headers[name]);
        foreach (var (name, value) in upgrade.ResponseHeaders)
        {
            context.Response.Headers[name] = value;
        }

        var stream = await context.Features.GetRequiredFeature<IHttpUpgradeFeature>().UpgradeAsync();
        await using var link = WebSocketLink.Attach(stream, new() { NodeId = upgrade.NodeId }, new(), TimeProvider.System, abort: context.Abort);
        _links.Writer.TryWrite(link);
        await link.Closed;
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddHours(-1), DateTimeOffset.UtcNow.AddHours(12));
    }
}

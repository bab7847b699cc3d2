using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;
using KubeEdge.Server.Tests.Support;

namespace KubeEdge.Server.Tests.Tls;

public sealed class HandshakeTests : IDisposable
{
    private readonly TestAuthority _authority = new();

    public void Dispose() => _authority.Dispose();

    [Fact]
    public async Task PlainText_OnTlsPort_IsClosedAndOthersAreServed()
    {
        await using var endpoint = await StartAsync();
        using var socket = await ConnectAsync(endpoint);
        await socket.GetStream().WriteAsync("GET / HTTP/1.1\r\nHost: x\r\n\r\n"u8.ToArray());

        Assert.DoesNotContain("hello", await ReadToEndAsync(socket.GetStream()), StringComparison.Ordinal);
        await AssertServesAsync(endpoint);
    }

    [Fact]
    public async Task HalfOpen_Handshake_IsClosedAfterItsTimeout()
    {
        await using var endpoint = await StartAsync(options => options.Limits.HandshakeTimeout = TimeSpan.FromMilliseconds(200));
        using var socket = await ConnectAsync(endpoint);
        // The first bytes of a client hello that never ends.
        await socket.GetStream().WriteAsync(new byte[] { 0x16, 0x03, 0x01, 0x02, 0x00, 0x01 });

        await ReadToEndAsync(socket.GetStream());
        await AssertServesInTheEndAsync(endpoint);
    }

    [Fact]
    public async Task Garbage_IsClosedAndOthersAreServed()
    {
        await using var endpoint = await StartAsync();
        using var socket = await ConnectAsync(endpoint);
        var garbage = new byte[4096];
        new Random(7).NextBytes(garbage);
        await socket.GetStream().WriteAsync(garbage);

        await ReadToEndAsync(socket.GetStream());
        await AssertServesAsync(endpoint);
    }

    [Theory]
    [InlineData(false, "http/1.1")]
    [InlineData(true, "h2")]
    public async Task Alpn_OffersHttp2OnlyWhenAsked(bool http2, string expected)
    {
        await using var endpoint = await StartAsync(options => options.Http2 = http2);
        using var socket = await ConnectAsync(endpoint);
        await using var tls = new SslStream(socket.GetStream());
        await tls.AuthenticateAsClientAsync(Options(SslProtocols.None, SslApplicationProtocol.Http2, SslApplicationProtocol.Http11));

        Assert.Equal(expected, Encoding.ASCII.GetString(tls.NegotiatedApplicationProtocol.Protocol.Span));
    }

    [Fact]
    public async Task Tls11_IsRefused()
    {
        await using var endpoint = await StartAsync();
        using var socket = await ConnectAsync(endpoint);
        await using var tls = new SslStream(socket.GetStream());
#pragma warning disable SYSLIB0039, CA5397 // The refusal of old versions is what is tested.
        var old = Options(SslProtocols.Tls11, SslApplicationProtocol.Http11);
#pragma warning restore SYSLIB0039, CA5397

        await Assert.ThrowsAnyAsync<Exception>(() => tls.AuthenticateAsClientAsync(old).WaitAsync(Endpoints.Patience));
    }

    private static SslClientAuthenticationOptions Options(SslProtocols protocols, params SslApplicationProtocol[] applications) => new()
    {
        TargetHost = "127.0.0.1",
        EnabledSslProtocols = protocols,
        ApplicationProtocols = [.. applications],
        RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.Subject == "CN=127.0.0.1",
    };

    private static async Task<TcpClient> ConnectAsync(ServerEndpoint endpoint)
    {
        var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", endpoint.Port).WaitAsync(Endpoints.Patience);
        return socket;
    }

    /// <summary>Returns once the server has closed, by an orderly end or a reset.</summary>
    private static async Task<string> ReadToEndAsync(Stream stream)
    {
        var received = new MemoryStream();
        try
        {
            await stream.CopyToAsync(received).WaitAsync(Endpoints.Patience);
        }
        catch (IOException)
        {
            // A reset is a close too.
        }

        return Encoding.Latin1.GetString(received.ToArray());
    }

    private Task<ServerEndpoint> StartAsync(Action<ServerEndpointOptions>? configure = null)
    {
        var options = new ServerEndpointOptions { ServerCertificate = _authority.IssueServer() };
        configure?.Invoke(options);
        return Endpoints.StartHelloAsync(options);
    }

    /// <summary>On a busy machine an honest handshake may take longer than so short a time, too; then the client comes again.</summary>
    private async Task AssertServesInTheEndAsync(ServerEndpoint endpoint)
    {
        using var client = Endpoints.CreateClient(_authority);
        var since = TimeProvider.System.GetTimestamp();
        string? answer = null;
        while (answer is null)
        {
            try
            {
                answer = await client.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience);
            }
            catch (HttpRequestException) when (TimeProvider.System.GetElapsedTime(since) < Endpoints.Patience)
            {
                // Cut off in the handshake.
            }
        }

        Assert.Equal("hello", answer);
    }

    private async Task AssertServesAsync(ServerEndpoint endpoint)
    {
        using var client = Endpoints.CreateClient(_authority);
        Assert.Equal("hello", await client.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience));
    }
}

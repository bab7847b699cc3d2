using System.Security.Cryptography.X509Certificates;
using KubeEdge.Testing;
using KubeEdge.Viaduct.Tests.Peers;
using KubeEdge.Viaduct.WebSockets;

namespace KubeEdge.Viaduct.Tests.WebSockets;

public sealed class WebSocketDialerTests
{
    private static readonly TestCertificates _certificates = TestCertificates.Shared;

    [Fact]
    public async Task DialAsync_MutualTls_SendsWhatTheOriginalsCloudReads()
    {
        using var server = new RawServer(_certificates.Server());
        using var node = _certificates.Node("edge-1");
        var dialing = Dialer(server.Address, certificate: node).DialAsync();
        await using var connection = await server.AcceptAsync();
        await connection.ReadRequestAsync();
        await connection.AcceptAsync();
        await using var link = Opened(await dialing.WaitAsync(Sample.Patience));

        Assert.Equal("GET /e632aba927ea4ac2b575ec1603d56f10/edge-1/events HTTP/1.1", connection.Request[0]);
        Assert.Equal("edge-1", connection.Header("node_id"));
        Assert.Equal("e632aba927ea4ac2b575ec1603d56f10", connection.Header("project_id"));
        Assert.Equal("msg", connection.Header("ConnectionUse"));
        Assert.Equal("Upgrade", connection.Header("Connection"));
        Assert.Equal("websocket", connection.Header("Upgrade"));
        Assert.Equal("13", connection.Header("Sec-WebSocket-Version"));
        Assert.Null(connection.Header("Sec-WebSocket-Extensions"));
        Assert.Null(connection.Header("Origin"));
        Assert.NotEqual("h2", connection.Alpn.ToString());
        Assert.Contains("CN=system:node:edge-1", server.ClientCertificate!.Subject, StringComparison.Ordinal);
        Assert.Equal("edge-1", link.Peer.NodeId);
        await connection.DisposeAsync();
    }

    [Theory]
    [InlineData("403 Forbidden", DialFailure.Refused, null)]
    [InlineData("401 Unauthorized", DialFailure.Refused, null)]
    [InlineData("503 Service Unavailable\r\nRetry-After: 7", DialFailure.Busy, 7)]
    [InlineData("429 Too Many Requests\r\nRetry-After: 2", DialFailure.Busy, 2)]
    [InlineData("200 OK", DialFailure.NotWebSocket, null)]
    [InlineData("101 Switching Protocols\r\nSec-WebSocket-Accept: wrong", DialFailure.NotWebSocket, null)]
    public async Task DialAsync_AnotherAnswer_IsAValue(string status, DialFailure expected, int? retryAfter)
    {
        using var server = new RawServer();
        var dialing = Dialer(server.Address).DialAsync();
        await using var connection = await server.AcceptAsync();
        await connection.ReadRequestAsync();
        await connection.AnswerAsync($"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n");

        var result = await dialing.WaitAsync(Sample.Patience);

        Assert.Null(result.Link);
        Assert.Equal(expected, result.Failure);
        Assert.Equal(retryAfter, (int?)result.RetryAfter?.TotalSeconds);
        Assert.NotNull(result.Detail);
    }

    [Fact]
    public async Task DialAsync_NobodyListens_IsUnreachable()
    {
        var result = await Dialer(new($"ws://127.0.0.1:{FreePort.Next()}")).DialAsync().WaitAsync(Sample.Patience);

        Assert.Equal(DialFailure.Unreachable, result.Failure);
    }

    [Fact]
    public async Task DialAsync_GarbageAnswer_IsNotWebSocket()
    {
        using var server = new RawServer();
        var dialing = Dialer(server.Address).DialAsync();
        await using var connection = await server.AcceptAsync();
        await connection.AnswerAsync("SSH-2.0-OpenSSH_9.2\r\n\r\n");

        Assert.Equal(DialFailure.NotWebSocket, (await dialing.WaitAsync(Sample.Patience)).Failure);
    }

    [Fact]
    public async Task DialAsync_UnknownAuthority_IsATlsFailure()
    {
        using var server = new RawServer(new TestCertificates().Server());
        var dialing = Dialer(server.Address).DialAsync();
        var accepting = server.AcceptAsync();

        Assert.Equal(DialFailure.Tls, (await dialing.WaitAsync(Sample.Patience)).Failure);
        await Assert.ThrowsAnyAsync<Exception>(() => accepting);
    }

    [Fact]
    public async Task DialAsync_CertificateOfAnotherHost_IsATlsFailure()
    {
        using var server = new RawServer(_certificates.Server("other.example"));
        var dialing = Dialer(server.Address).DialAsync();
        var accepting = server.AcceptAsync();

        var result = await dialing.WaitAsync(Sample.Patience);
        Assert.Equal(DialFailure.Tls, result.Failure);
        Assert.Contains("RemoteCertificateNameMismatch", result.Detail, StringComparison.Ordinal);
        await Assert.ThrowsAnyAsync<Exception>(() => accepting);
    }

    [Fact]
    public async Task DialAsync_ServerDemandsACertificateWeDoNotHave_IsAFailureWithReason()
    {
        using var server = new RawServer(_certificates.Server());
        var dialing = Dialer(server.Address).DialAsync();

        // The client may hear of the first refusal before the server is done with it.
        await Refuse().WaitAsync(Sample.Patience);
        var accepted = 1;
        while (await Task.WhenAny(dialing, Refuse()) != dialing)
        {
            accepted++;
        }

        async Task Refuse() => await Assert.ThrowsAnyAsync<Exception>(server.AcceptAsync);
        Assert.InRange(accepted, 1, 10);

        var result = await dialing.WaitAsync(Sample.Patience);

        Assert.True(result.Failure is DialFailure.Tls, $"{result.Failure}: {result.Detail}");
    }

    [Fact]
    public async Task DialAsync_ServerNeverAnswers_TimesOutByTheClock()
    {
        var clock = new ManualTimeProvider();
        using var server = new RawServer();
        var dialing = Dialer(server.Address, clock: clock).DialAsync();
        await using var connection = await server.AcceptAsync();
        await connection.ReadRequestAsync();

        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(DialFailure.TimedOut, (await dialing.WaitAsync(Sample.Patience)).Failure);
    }

    [Fact]
    public async Task DialAsync_Cancelled_Throws()
    {
        using var server = new RawServer();
        using var stopping = new CancellationTokenSource();
        var dialing = Dialer(server.Address).DialAsync(stopping.Token);
        await using var connection = await server.AcceptAsync();

        await stopping.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialing.WaitAsync(Sample.Patience));
    }

    private static WebSocketDialer Dialer(Uri server, X509Certificate2? certificate = null, TimeProvider? clock = null) => new(
        new() { Server = server, NodeId = "edge-1", ClientCertificate = certificate, TrustedAuthorities = _certificates.Authority },
        clock ?? TimeProvider.System);

    private static ILink Opened(in DialResult result)
    {
        Assert.True(result.Link is not null, result.Detail);
        return result.Link;
    }
}

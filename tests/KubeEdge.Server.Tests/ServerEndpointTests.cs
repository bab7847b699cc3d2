using System.Net;
using System.Net.Http;
using System.Net.Sockets;
using System.Text;
using KubeEdge.Server.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Server.Tests;

public sealed class ServerEndpointTests
{
    [Fact]
    public async Task StartAsync_PortZero_TakesAFreePort()
    {
        await using var first = await Endpoints.StartHelloAsync(new ServerEndpointOptions());
        await using var second = await Endpoints.StartHelloAsync(new ServerEndpointOptions());

        Assert.NotEqual(0, first.Port);
        Assert.NotEqual(first.Port, second.Port);
        Assert.Equal($"http://127.0.0.1:{first.Port}/", first.Address.ToString());
    }

    [Fact]
    public async Task StartAsync_PortTaken_SaysWhich()
    {
        await using var first = await Endpoints.StartHelloAsync(new ServerEndpointOptions());

        var failure = await Assert.ThrowsAsync<IOException>(() => Endpoints.StartHelloAsync(new ServerEndpointOptions { Port = first.Port }));

        Assert.Contains(first.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("example.org", 0, "Address")]
    [InlineData("127.0.0.1", 70000, "Port")]
    public async Task StartAsync_WrongOption_NamesIt(string address, int port, string named)
    {
        var failure = await Assert.ThrowsAsync<ArgumentException>(
            () => Endpoints.StartHelloAsync(new ServerEndpointOptions { Address = address, Port = port }));

        Assert.Contains(named, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StartAsync_ClientRuleWithoutAuthorities_IsRefused()
    {
        using var authority = new TestAuthority();
        var options = new ServerEndpointOptions
        {
            ServerCertificate = authority.IssueServer(),
            ClientCertificates = ClientCertificateRule.Required,
        };

        var failure = await Assert.ThrowsAsync<ArgumentException>(() => Endpoints.StartHelloAsync(options));

        Assert.Contains("ClientAuthorities", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Request_BodyOverLimit_Is413()
    {
        await using var endpoint = await Endpoints.StartAsync(
            new ServerEndpointOptions { MaxRequestBodyBytes = 10 },
            context => context.Request.Body.CopyToAsync(Stream.Null));
        using var client = new HttpClient();

        var answer = await client.PostAsync(endpoint.Address, new ByteArrayContent(new byte[11])).WaitAsync(Endpoints.Patience);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
    }

    [Fact]
    public async Task Request_HandlerThrows_Is500AndTheNextIsServed()
    {
        await using var endpoint = await Endpoints.StartAsync(
            new ServerEndpointOptions(),
            context => context.Request.Path == "/bad" ? throw new InvalidOperationException() : context.Response.WriteAsync("ok"));
        using var client = new HttpClient { BaseAddress = endpoint.Address };

        Assert.Equal(HttpStatusCode.InternalServerError, (await client.GetAsync("/bad").WaitAsync(Endpoints.Patience)).StatusCode);
        Assert.Equal("ok", await client.GetStringAsync("/good").WaitAsync(Endpoints.Patience));
    }

    [Fact]
    public async Task Headers_WithUnderscores_ReachTheHandler()
    {
        await using var endpoint = await Endpoints.StartAsync(
            new ServerEndpointOptions(),
            context => context.Response.WriteAsync(context.Request.Headers["node_id"].ToString()));
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Add("node_id", "edge-1");

        Assert.Equal("edge-1", await client.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience));
    }

    [Fact]
    public async Task Connections_OverLimit_AreClosed()
    {
        var options = new ServerEndpointOptions();
        options.Limits.MaxConnections = 1;
        await using var endpoint = await Endpoints.StartHelloAsync(options);
        using var first = new HttpClient();
        Assert.Equal("hello", await first.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience));
        using var second = new HttpClient();

        await Assert.ThrowsAnyAsync<HttpRequestException>(() => second.GetStringAsync(endpoint.Address).WaitAsync(Endpoints.Patience));
    }

    [Fact]
    public async Task Headers_NeverFinished_AreCutOff()
    {
        var options = new ServerEndpointOptions();
        options.Limits.HeadersTimeout = TimeSpan.FromMilliseconds(100);
        await using var endpoint = await Endpoints.StartHelloAsync(options);
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", endpoint.Port).WaitAsync(Endpoints.Patience);
        await socket.GetStream().WriteAsync(Encoding.ASCII.GetBytes("GET / HTTP/1.1\r\nHost:"));

        using var reader = new StreamReader(socket.GetStream());
        Assert.Contains("408", await reader.ReadToEndAsync().WaitAsync(Endpoints.Patience), StringComparison.Ordinal);
    }
}

using System.Net;
using System.Net.Sockets;
using System.Text;
using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Monitoring;
using KubeEdge.Hosting.Health;
using KubeEdge.Testing;

namespace KubeEdge.Hosting.Tests.Health;

/// <summary>The small server of an edge node, over real sockets.</summary>
public sealed class PageServerTests : IAsyncLifetime
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly ManualTimeProvider _clock = new();
    private readonly PrometheusExporter _exporter = new();
    private readonly TaskCompletionSource _mayAnswer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly PageServer _server;

    // Of its own, so that nobody else listens there when it has ended.
    public PageServerTests() =>
        _server = new PageServer(new IPEndPoint(IPAddress.Loopback, FreePort.Next()), new MonitorPages(_exporter, CheckAsync), _clock);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        _mayAnswer.TrySetResult();
        await _server.DisposeAsync().AsTask().WaitAsync(_limit);
        _exporter.Dispose();
    }

    [Fact]
    public async Task Get_ByAnHttpClient_IsAnswered()
    {
        using var client = new HttpClient { BaseAddress = _server.Address };

        using HttpResponseMessage live = await client.GetAsync(new Uri("/livez", UriKind.Relative)).WaitAsync(_limit);
        using HttpResponseMessage metrics = await client.GetAsync(new Uri("/metrics", UriKind.Relative)).WaitAsync(_limit);
        using HttpResponseMessage none = await client.GetAsync(new Uri("/none", UriKind.Relative)).WaitAsync(_limit);
        using HttpResponseMessage posted = await client.PostAsync(new Uri("/livez", UriKind.Relative), null).WaitAsync(_limit);

        Assert.Equal("ok", await live.Content.ReadAsStringAsync().WaitAsync(_limit));
        Assert.Equal("text/plain; version=0.0.4; charset=utf-8", metrics.Content.Headers.ContentType?.ToString());
        Assert.Equal((HttpStatusCode.NotFound, HttpStatusCode.MethodNotAllowed), (none.StatusCode, posted.StatusCode));
        Assert.Equal(["GET", "HEAD"], posted.Content.Headers.Allow);
    }

    [Theory]
    [InlineData("GET /livez HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\n", "\r\n\r\nok")]
    [InlineData("HEAD /livez HTTP/1.1\r\nHost: a\r\n\r\n", "HTTP/1.1 200 OK\r\n", "close\r\n\r\n")]
    [InlineData("GET /livez HTTP/1.0\r\n\r\n", "HTTP/1.1 200 OK\r\n", "ok")]
    [InlineData("GET /livez\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n", "request\n")]
    [InlineData("GET http://a/livez HTTP/1.1\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n", "request\n")]
    [InlineData("\u0016\u0003\u0001\r\n\r\n", "HTTP/1.1 400 Bad Request\r\n", "request\n")]
    public async Task Receive_BytesOfAnyKind_GetTheirAnswer(string request, string begin, string end)
    {
        string answer = await SendAsync(request);

        Assert.StartsWith(begin, answer, StringComparison.Ordinal);
        Assert.EndsWith(end, answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_RequestWithoutEnd_IsRefused() =>
        Assert.StartsWith("HTTP/1.1 431 ", await SendAsync("GET /" + new string('a', 8 * 1024 - 5)), StringComparison.Ordinal);

    [Fact]
    public async Task Receive_ClientThatDawdles_IsCutAfterFiveSeconds()
    {
        using Socket client = await ConnectAsync();
        await client.SendAsync("GET /li"u8.ToArray()).WaitAsync(_limit);
        await _clock.WaitForTimerAsync(TimeSpan.FromSeconds(5));

        _clock.Advance(TimeSpan.FromSeconds(5));

        // Closed or reset, as the system likes; but no answer.
        Exception? end = await Record.ExceptionAsync(async () => Assert.Equal(string.Empty, await ReadAsync(client)));
        Assert.True(end is null or IOException, end?.ToString());
    }

    [Fact]
    public async Task Dispose_WhileOneIsAnswered_LetsItEnd()
    {
        using Socket client = await ConnectAsync();
        await client.SendAsync("GET /readyz HTTP/1.1\r\n\r\n"u8.ToArray()).WaitAsync(_limit);
        await _asked.Task.WaitAsync(_limit);
        Task disposing = _server.DisposeAsync().AsTask();

        _mayAnswer.SetResult();

        Assert.EndsWith("ok", await ReadAsync(client), StringComparison.Ordinal);
        await disposing.WaitAsync(_limit);
        await Assert.ThrowsAsync<SocketException>(ConnectAsync);
    }

    [Fact]
    public void Start_PortIsTaken_Throws() => Assert.Throws<SocketException>(
        () => new PageServer(IPEndPoint.Parse(_server.Address.Authority), new MonitorPages(_exporter, CheckAsync), _clock));

    private async Task<IReadOnlyList<MonitorCheck>> CheckAsync(string kind, CancellationToken cancellationToken)
    {
        if (kind == "readyz")
        {
            _asked.TrySetResult();
            await _mayAnswer.Task.WaitAsync(cancellationToken);
        }

        return [];
    }

    private async Task<Socket> ConnectAsync()
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(_server.Address.Host, _server.Address.Port).WaitAsync(_limit);
        return client;
    }

    private async Task<string> SendAsync(string request)
    {
        using Socket client = await ConnectAsync();
        await client.SendAsync(Encoding.Latin1.GetBytes(request)).WaitAsync(_limit);
        return await ReadAsync(client);
    }

    private static async Task<string> ReadAsync(Socket client)
    {
        await using var stream = new NetworkStream(client);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return await reader.ReadToEndAsync().WaitAsync(_limit);
    }
}

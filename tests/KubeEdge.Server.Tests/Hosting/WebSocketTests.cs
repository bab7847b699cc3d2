using System.Net.Sockets;
using System.Net.WebSockets;
using System.Text;
using KubeEdge.Server.Tests.Support;
using Microsoft.AspNetCore.Http;

namespace KubeEdge.Server.Tests.Hosting;

public sealed class WebSocketTests
{
    [Fact]
    public async Task Upgrade_AnswersExactlyAndEchoes()
    {
        await using var endpoint = await Endpoints.StartAsync(new ServerEndpointOptions(), EchoAsync);
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{endpoint.Port}/e632/edge-1/events"), CancellationToken.None).WaitAsync(Endpoints.Patience);

        await client.SendAsync("ping"u8.ToArray(), WebSocketMessageType.Binary, true, CancellationToken.None).WaitAsync(Endpoints.Patience);
        var buffer = new byte[16];
        var received = await client.ReceiveAsync(buffer, CancellationToken.None).WaitAsync(Endpoints.Patience);

        Assert.Equal("ping", Encoding.UTF8.GetString(buffer, 0, received.Count));
        Assert.Null(client.SubProtocol);
    }

    [Fact]
    public async Task Upgrade_HeadersOfTheAnswer_AreWhatGorillaClientsNeed()
    {
        await using var endpoint = await Endpoints.StartAsync(new ServerEndpointOptions(), EchoAsync);
        using var socket = new TcpClient();
        await socket.ConnectAsync("127.0.0.1", endpoint.Port).WaitAsync(Endpoints.Patience);
        await socket.GetStream().WriteAsync(
            "GET /e/n/events HTTP/1.1\r\nHost: h\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: AQIDBAUGBwgJCgsMDQ4PEA==\r\n"u8.ToArray());
        await socket.GetStream().WriteAsync("Sec-WebSocket-Version: 13\r\nSec-WebSocket-Extensions: permessage-deflate\r\n\r\n"u8.ToArray());

        using var reader = new StreamReader(socket.GetStream());
        var lines = new List<string>();
        while (await reader.ReadLineAsync().WaitAsync(Endpoints.Patience) is { Length: > 0 } line)
        {
            lines.Add(line);
        }

        Assert.Equal("HTTP/1.1 101 Switching Protocols", lines[0]);
        Assert.Contains("Connection: Upgrade", lines);
        Assert.Contains(lines, line => line.Equals("Upgrade: websocket", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(lines, line => line.StartsWith("Sec-WebSocket-Extensions", StringComparison.OrdinalIgnoreCase));
        Assert.DoesNotContain(lines, line => line.StartsWith("Sec-WebSocket-Protocol", StringComparison.OrdinalIgnoreCase));
    }

    [Fact]
    public async Task StopAsync_OpenWebSocket_DoesNotHoldItUp()
    {
        var options = new ServerEndpointOptions();
        options.Limits.StopTimeout = TimeSpan.FromMilliseconds(200);
        await using var endpoint = await Endpoints.StartAsync(options, EchoAsync);
        using var client = new ClientWebSocket();
        await client.ConnectAsync(new Uri($"ws://127.0.0.1:{endpoint.Port}/"), CancellationToken.None).WaitAsync(Endpoints.Patience);

        await endpoint.StopAsync(TestContext.Current.CancellationToken).WaitAsync(Endpoints.Patience);

        await Assert.ThrowsAnyAsync<WebSocketException>(
            () => client.ReceiveAsync(new byte[1], CancellationToken.None).WaitAsync(Endpoints.Patience));
    }

    private static async Task EchoAsync(HttpContext context)
    {
        using var socket = await context.WebSockets.AcceptWebSocketAsync();
        var buffer = new byte[1024];
        while (socket.State is WebSocketState.Open)
        {
            var received = await socket.ReceiveAsync(buffer, context.RequestAborted);
            await socket.SendAsync(buffer.AsMemory(0, received.Count), received.MessageType, received.EndOfMessage, context.RequestAborted);
        }
    }
}

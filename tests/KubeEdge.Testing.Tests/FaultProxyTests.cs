using System.Net;
using System.Net.Sockets;

namespace KubeEdge.Testing.Tests;

public sealed class FaultProxyTests : IAsyncDisposable
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly ManualTimeProvider _clock = new();
    private readonly List<Socket> _sockets = [];
    private readonly FaultProxy _proxy;

    public FaultProxyTests()
    {
        _listener.Start();
        _proxy = FaultProxy.Start(_listener.LocalEndpoint, seed: 7, _clock);
    }

    [Fact]
    public async Task NoFault_BytesAndEndsPassBothWays()
    {
        var (client, server) = await ConnectAsync();
        await SendAsync(client, 4);
        Assert.Equal(4, await ReadAsync(server, 4));
        await SendAsync(server, 3);
        Assert.Equal(3, await ReadAsync(client, 3));

        client.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await ReadAsync(server, 1));
        server.Shutdown(SocketShutdown.Send);
        Assert.Equal(0, await ReadAsync(client, 1));
        Assert.Equal(1, _proxy.Accepted);
    }

    [Theory]
    [InlineData(ProxyDirection.ToServer, 0)]
    [InlineData(ProxyDirection.ToServer, 5)]
    [InlineData(ProxyDirection.ToClient, 5)]
    public async Task CutAt_ByteAfterIt_ResetsBothEndsAndPassesExactlySoMany(ProxyDirection direction, int bytes)
    {
        _proxy.CutAt(direction, bytes);
        var (client, server) = await ConnectAsync();
        var (from, to) = direction == ProxyDirection.ToServer ? (client, server) : (server, client);

        await SendAsync(from, bytes + 1);

        Assert.Equal(bytes, await ReadToTheEndAsync(to));
        Assert.Equal(0, await ReadToTheEndAsync(from));
    }

    [Fact]
    public async Task CutBetween_SameSeed_CutsAtTheSamePlaces()
    {
        var first = await PlacesAsync(_proxy);
        await using var other = FaultProxy.Start(_listener.LocalEndpoint, seed: 7);
        Assert.Equal(first, await PlacesAsync(other));
        Assert.All(first, place => Assert.InRange(place.ToServer + place.ToClient, 2, 40 + 9));
    }

    [Fact]
    public async Task Reset_PresentConnection_EndsBothAndLaterOnesPass()
    {
        var (client, server) = await ConnectAsync();

        _proxy.Reset();

        Assert.Equal(0, await ReadToTheEndAsync(client));
        Assert.Equal(0, await ReadToTheEndAsync(server));
        var (again, accepted) = await ConnectAsync();
        await SendAsync(again, 1);
        Assert.Equal(1, await ReadAsync(accepted, 1));
    }

    [Fact]
    public async Task Refuse_LaterConnection_IsResetAndNeverReachesTheServer()
    {
        _proxy.Refuse();
        using var client = new Socket(SocketType.Stream, ProtocolType.Tcp);

        // The reset may be there before the connection is reported as made.
        await Assert.ThrowsAsync<SocketException>(async () =>
        {
            await client.ConnectAsync(_proxy.Address).WaitAsync(_limit);
            await client.ReceiveAsync(new byte[1]).WaitAsync(_limit);
        });
        Assert.False(_listener.Pending());

        _proxy.Heal();
        var (again, server) = await ConnectAsync();
        await SendAsync(again, 1);
        Assert.Equal(1, await ReadAsync(server, 1));
    }

    [Fact]
    public async Task Stall_UntilHealed_HoldsAndThenPassesEverything()
    {
        var (client, server) = await ConnectAsync();
        _proxy.Stall();
        await SendAsync(client, 10);
        var reading = ReadAsync(server, 10);
        Assert.False(reading.IsCompleted);

        _proxy.Heal();

        Assert.Equal(10, await reading);
    }

    [Fact]
    public async Task Lose_OneDirection_TheOtherPasses()
    {
        var (client, server) = await ConnectAsync();
        _proxy.Lose(ProxyDirection.ToServer);
        await SendAsync(client, 10);
        await SendAsync(server, 2);
        Assert.Equal(2, await ReadAsync(client, 2));

        client.Shutdown(SocketShutdown.Send);

        Assert.Equal(0, await ReadAsync(server, 1));
    }

    [Fact]
    public async Task Delay_AndBytesPerSecond_PassByTheClock()
    {
        var (client, server) = await ConnectAsync();
        _proxy.Delay = TimeSpan.FromSeconds(1);
        _proxy.BytesPerSecond = 5;
        var armed = _clock.WaitForTimerAsync(TimeSpan.FromSeconds(3));
        await SendAsync(client, 10);
        await armed;

        _clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal(10, await ReadAsync(server, 10));
    }

    [Fact]
    public async Task DisposeAsync_PresentConnections_AreReset()
    {
        var (client, server) = await ConnectAsync();

        await _proxy.DisposeAsync();

        Assert.Equal(0, await ReadToTheEndAsync(client));
        Assert.Equal(0, await ReadToTheEndAsync(server));
    }

    public async ValueTask DisposeAsync()
    {
        await _proxy.DisposeAsync();
        _sockets.ForEach(static socket => socket.Dispose());
        _listener.Dispose();
    }

    private async Task<(Socket Client, Socket Server)> ConnectAsync(FaultProxy? proxy = null)
    {
        var client = await DialAsync(proxy ?? _proxy);
        var server = await _listener.AcceptSocketAsync().WaitAsync(_limit);
        _sockets.Add(server);
        return (client, server);
    }

    private async Task<Socket> DialAsync(FaultProxy proxy)
    {
        var client = new Socket(SocketType.Stream, ProtocolType.Tcp);
        _sockets.Add(client);
        await client.ConnectAsync(proxy.Address).WaitAsync(_limit);
        return client;
    }

    /// <summary>How many bytes four connections pass in each direction before they are cut, sending to the server first.</summary>
    private async Task<List<(int ToServer, int ToClient)>> PlacesAsync(FaultProxy proxy)
    {
        proxy.CutBetween(2, 9);
        var places = new List<(int ToServer, int ToClient)>();
        for (var i = 0; i < 4; i++)
        {
            var (client, server) = await ConnectAsync(proxy);
            await SendAsync(client, 40);
            var up = await ReadAsync(server, 40);
            if (up == 40)
            {
                await SendAsync(server, 40);
            }

            places.Add((up, await ReadToTheEndAsync(client)));
        }

        return places;
    }

    private static async Task SendAsync(Socket socket, int count) =>
        Assert.Equal(count, await socket.SendAsync(new byte[count]).WaitAsync(_limit));

    /// <summary>How many bytes come, at most so many as asked for; fewer when the connection ends first.</summary>
    private static async Task<int> ReadAsync(Socket socket, int count)
    {
        var buffer = new byte[64];
        var read = 0;
        try
        {
            while (read < count && await socket.ReceiveAsync(buffer).WaitAsync(_limit) is > 0 and var some)
            {
                read += some;
            }
        }
        catch (SocketException)
        {
            // Reset.
        }

        return read;
    }

    private static Task<int> ReadToTheEndAsync(Socket socket) => ReadAsync(socket, int.MaxValue);
}

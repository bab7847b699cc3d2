using System.Text;
using KubeEdge.CloudHub.Tests.Support;

namespace KubeEdge.CloudHub.Tests.Hosting;

/// <summary>Peers that hold a good certificate and misbehave: each gets its answer, and a well-behaved node notices nothing.</summary>
public sealed class HostilePeerTests
{
    private const string Upgrade = "GET /any/path/at/all HTTP/1.1\r\nHost: cloud\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: 9TVVDBJJ+Leu0n05wXQO6A==\r\n";
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: cloud\r\n\r\n", 400)]
    [InlineData(Upgrade + "Node_id: edge-bad\r\nConnectionuse: upload\r\n\r\n", 400)]
    [InlineData(Upgrade + "Node_id: edge-bad\r\n\r\n", 400)]
    [InlineData(Upgrade + "Connectionuse: msg\r\n\r\n", 403)]
    [InlineData(Upgrade + "Node_id: edge-other\r\nConnectionuse: msg\r\n\r\n", 403)]
    [InlineData(Upgrade + "Node_id: edge-bad\r\nConnectionuse: msg\r\nOrigin: https://evil.example\r\n\r\n", 403)]
    [InlineData(Upgrade + "Node_id: edge-bad\r\nProject_id: p\r\nConnectionuse: msg\r\nConnectionuse: msg\r\n\r\n", 101)]
    public async Task Upgrade_IsAnsweredBeforeAnySessionExists(string request, int status)
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        await using var cloud = await CloudRig.StartAsync(directory.Path, api.Address);
        await using var peer = await RawPeer.ConnectAsync(cloud, "edge-bad");

        await peer.WriteAsync(Encoding.ASCII.GetBytes(request)).AsTask().WaitAsync(_limit);

        Assert.StartsWith($"HTTP/1.1 {status} ", await RawPeer.ReadHeadAsync(peer), StringComparison.Ordinal);
        if (status == 101)
        {
            await cloud.Watcher.WaitForAsync("connected edge-bad");
        }
        else
        {
            Assert.Equal(0, cloud.Hub.ConnectedNodes);
        }
    }

    public static TheoryData<string, byte[]> Frames() => new()
    {
        { "reserved bits", [0xF1, 0x80, 0, 0, 0, 0] },
        { "not masked", [0x81, 0x02, (byte)'{', (byte)'}'] },
        { "not JSON", [0x81, 0x83, 0, 0, 0, 0, (byte)'a', (byte)'b', (byte)'c'] },
        { "empty message", [0x81, 0x80, 0, 0, 0, 0] },
        { "endless length", [0x81, 0xFF, 0x7F, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0, 0, 0, 0] },
        { "over the limit", [0x81, 0xFF, 0, 0, 0, 0, 0x02, 0x00, 0x00, 0x01, 0, 0, 0, 0] },
        { "end in mid-frame", [0x81, 0x8A, 0, 0] },
    };

    [Theory]
    [MemberData(nameof(Frames))]
    public async Task Frame_OutOfTheProtocol_EndsThatSessionOnly(string what, byte[] frame)
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        await using var cloud = await CloudRig.StartAsync(directory.Path, api.Address);
        await using var good = await cloud.ConnectAsync("edge-good");
        var peer = await RawPeer.ConnectAsync(cloud, "edge-bad");
        await peer.WriteAsync(Encoding.ASCII.GetBytes(Upgrade + "Node_id: edge-bad\r\nConnectionuse: msg\r\n\r\n")).AsTask().WaitAsync(_limit);
        Assert.StartsWith("HTTP/1.1 101 ", await RawPeer.ReadHeadAsync(peer), StringComparison.Ordinal);
        await cloud.Watcher.WaitForAsync("connected edge-bad");

        await peer.WriteAsync(frame).AsTask().WaitAsync(_limit);
        if (what.StartsWith("end", StringComparison.Ordinal))
        {
            await peer.DisposeAsync();
        }

        await cloud.Watcher.WaitForAsync("disconnected edge-bad");
        cloud.Put("demo", "u1", 7);
        await good.AcknowledgeAsync(await good.ReceiveAsync());
        await cloud.Watcher.WaitForAsync("acknowledged edge-good demo 7");
        Assert.Equal(1, cloud.Hub.ConnectedNodes);
        await peer.DisposeAsync();
    }

    [Fact]
    public async Task HalfOpen_NodeWithoutHeartbeat_IsClosed()
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        await using var cloud = await CloudRig.StartAsync(
            directory.Path, api.Address, options => options.KeepaliveInterval = TimeSpan.FromMilliseconds(50));
        await using var peer = await RawPeer.ConnectAsync(cloud, "edge-bad");
        await peer.WriteAsync(Encoding.ASCII.GetBytes(Upgrade + "Node_id: edge-bad\r\nConnectionuse: msg\r\n\r\n")).AsTask().WaitAsync(_limit);

        await cloud.Watcher.WaitForAsync("disconnected edge-bad");
        Assert.Equal(0, cloud.Hub.ConnectedNodes);
    }
}

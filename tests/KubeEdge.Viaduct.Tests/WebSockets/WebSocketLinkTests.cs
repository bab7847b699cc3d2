using System.Net.Sockets;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Json;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.Tests.Peers;
using KubeEdge.Viaduct.Tests.Vectors;
using KubeEdge.Viaduct.WebSockets;

namespace KubeEdge.Viaduct.Tests.WebSockets;

/// <summary>The link over real sockets and TLS, its peer a hand-written server.</summary>
public sealed class WebSocketLinkTests
{
    private static readonly TestCertificates _certificates = TestCertificates.Shared;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Link_RecordedFramesByteByByte_AreDelivered(bool isTls)
    {
        using var server = new RawServer(isTls ? _certificates.Server() : null);
        var (link, connection) = await server.ConnectLinkAsync();
        await using var _ = link;
        var vectors = WireVector.All.Where(v => !v.IsMasked).ToList();
        var sending = Task.Run(async () =>
        {
            foreach (var b in vectors.SelectMany(v => v.Wire).Take(2000))
            {
                await connection.WriteAsync(new[] { b });
            }

            await connection.WriteAsync(vectors.SelectMany(v => v.Wire).Skip(2000).ToArray());
        });

        foreach (var vector in vectors)
        {
            var message = await link.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience);
            Assert.Contains(message.Route.Resource, System.Text.Encoding.UTF8.GetString(vector.Payload).Replace("\\u003c\\u0026\\u003e", "<&>", StringComparison.Ordinal), StringComparison.Ordinal);
        }

        await sending;
        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Link_RecordedFramesCutAtEveryOffset_AreDelivered()
    {
        using var server = new RawServer();
        var (link, connection) = await server.ConnectLinkAsync();
        await using var _ = link;
        foreach (var vector in WireVector.All.Where(v => !v.IsMasked))
        {
            foreach (var cut in Offsets(vector.Wire.Length))
            {
                // Two segments; the reader is scheduled between them and mostly sees them apart.
                await connection.WriteAsync(vector.Wire.AsMemory(0, cut));
                await Task.Yield();
                await connection.WriteAsync(vector.Wire.AsMemory(cut));

                var message = await link.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience);
                var expected = MessageJson.Read(vector.Payload, null).Message;
                Assert.Equal((expected?.Header, expected?.Route), (message.Header, message.Route));
                Assert.Equal(expected?.Content.ToData().ToArray(), message.Content.ToData().ToArray());
            }
        }

        await connection.DisposeAsync();
    }

    [Fact]
    public async Task Link_EndedAtEveryOffsetOfARecordedFrame_DeliversNothingOfIt()
    {
        using var server = new RawServer();
        var vector = WireVector.All.First(v => !v.IsMasked && v.Wire.Length < 400);
        for (var cut = 0; cut < vector.Wire.Length; cut++)
        {
            var (link, connection) = await server.ConnectLinkAsync();
            await connection.WriteAsync(vector.Wire.AsMemory(0, cut));
            await connection.DisposeAsync();

            Assert.Equal(LinkCloseReason.PeerClosed, (await link.Closed.WaitAsync(Sample.Patience)).Reason);
            Assert.False(link.Inbound.TryRead(out var _));
            await link.DisposeAsync();
        }
    }

    [Fact]
    public async Task Link_BetweenBothOfOurEnds_CarriesLargeAndSmallBothWays()
    {
        using var server = new RawServer(_certificates.Server());
        var (edge, connection) = await server.ConnectLinkAsync(Sample.Unhurried);
        await using var cloud = WebSocketLink.Attach(connection.Stream, Sample.Edge, Sample.Unhurried, TimeProvider.System);
        int[] sizes = [0, 1, 200, 70_000, 900_000];

        await Task.WhenAll(ExchangeAsync(edge, cloud, sizes), ExchangeAsync(cloud, edge, sizes));

        await edge.CloseAsync(LinkCloseReason.Shutdown).AsTask().WaitAsync(Sample.Patience);
        Assert.True((await cloud.Closed.WaitAsync(Sample.Patience)).IsOrderly);
        await edge.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Link_PeerVanishesWithoutACloseFrame_IsPeerClosed(bool isReset)
    {
        using var server = new RawServer();
        var (link, connection) = await server.ConnectLinkAsync();
        await using var _ = link;
        if (isReset)
        {
            connection.Socket.LingerState = new LingerOption(true, 0);
        }

        connection.Socket.Close();

        var closed = await link.Closed.WaitAsync(Sample.Patience);
        Assert.Equal((LinkCloseReason.PeerClosed, false), (closed.Reason, closed.IsOrderly));
        Assert.Equal(SendStatus.Closed, await link.SendAsync(Sample.Message("late")));
    }

    [Fact]
    public async Task Link_CloseFrameFromThePeer_IsEchoedOverTheSocket()
    {
        using var server = new RawServer(_certificates.Server());
        var (link, connection) = await server.ConnectLinkAsync(Sample.Unhurried);
        await using var _ = link;
        await connection.WriteAsync(RawFrame.Bytes(Opcode.Close, [0x03, 0xE9], isMasked: false));

        var echo = await RawFrame.ReadAsync(connection.Stream).WaitAsync(Sample.Patience);

        Assert.Equal(CloseCode.GoingAway, echo!.CloseCode);
        Assert.True(echo.IsMasked);
        Assert.True((await link.Closed.WaitAsync(Sample.Patience)).IsOrderly);
        await connection.DisposeAsync();
    }

    /// <summary>All offsets, of long ones those near the ends and near the recorded fragments' borders.</summary>
    private static IEnumerable<int> Offsets(int length) =>
        Enumerable.Range(0, length + 1).Where(cut => length < 1000 || cut < 50 || cut > length - 50 || cut % 4082 < 12);

    private static async Task ExchangeAsync(ILink from, ILink to, int[] sizes)
    {
        foreach (var size in sizes)
        {
            var text = new string('t', size);
            Assert.Equal(SendStatus.Sent, await from.SendAsync(Sample.Message(text)).AsTask().WaitAsync(Sample.Patience));
            Assert.Equal(text, Sample.TextOf(await to.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience)));
        }
    }
}

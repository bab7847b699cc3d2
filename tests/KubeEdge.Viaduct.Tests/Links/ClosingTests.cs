using KubeEdge.Beehive.Dispatch;
using KubeEdge.Testing;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.InMemory;
using KubeEdge.Viaduct.Tests.Peers;

namespace KubeEdge.Viaduct.Tests.Links;

public sealed class ClosingTests
{
    [Theory]
    [InlineData(LinkCloseReason.Local, CloseCode.Normal, "closed")]
    [InlineData(LinkCloseReason.Shutdown, CloseCode.GoingAway, "shutting down")]
    [InlineData(LinkCloseReason.Replaced, CloseCode.Normal, "replaced")]
    [InlineData(LinkCloseReason.Refused, CloseCode.Policy, "refused")]
    public async Task CloseAsync_TellsThePeerWhyAfterWhatWasQueued(LinkCloseReason reason, int code, string text)
    {
        await using var peer = new RawPeer(options: Sample.Unhurried);
        var sending = peer.Link.SendAsync(Sample.Message("last")).AsTask();
        var closing = peer.Link.CloseAsync(reason).AsTask();

        Assert.Equal(Opcode.Text, (await peer.ReadAsync())!.Opcode);
        var close = await peer.ReadAsync();
        Assert.Equal((Opcode.Close, code, text), (close!.Opcode, close.CloseCode, close.CloseReason));
        Assert.False(closing.IsCompleted);
        Assert.Equal(SendStatus.Closed, await peer.Link.SendAsync(Sample.Message("late")));
        await peer.SendMessageAsync("sent before the peer saw the close");
        await peer.SendCloseAsync(code);

        await closing.WaitAsync(Sample.Patience);
        Assert.Equal(SendStatus.Sent, await sending.WaitAsync(Sample.Patience));
        Assert.Equal(new LinkClosed(reason, text, IsOrderly: true), await peer.ClosedAsync());
        await peer.DeliveredAsync();
        Assert.Null(await peer.ReadAsync());
    }

    [Fact]
    public async Task CloseAsync_PeerDoesNotAnswer_IsCutAfterTwoSeconds()
    {
        var clock = new ManualTimeProvider();
        await using var peer = new RawPeer(clock: clock);
        var closing = peer.Link.CloseAsync().AsTask();
        Assert.Equal(Opcode.Close, (await peer.ReadAsync())!.Opcode);

        clock.Advance(TimeSpan.FromSeconds(2));

        await closing.WaitAsync(Sample.Patience);
        Assert.Equal((LinkCloseReason.Local, false), ((await peer.ClosedAsync()).Reason, (await peer.ClosedAsync()).IsOrderly));
        Assert.Equal(0, clock.ActiveTimers);
    }

    [Fact]
    public async Task CloseAsync_SocketBlocked_IsCutAfterTwoSecondsToo()
    {
        var clock = new ManualTimeProvider();
        var gate = new GateStream.Gate();
        await using var peer = new RawPeer(clock: clock, wrap: stream => new GateStream(stream, gate));
        gate.Shut();
        var sending = peer.Link.SendAsync(Sample.Message("stuck")).AsTask();
        var closing = peer.Link.CloseAsync(LinkCloseReason.Shutdown).AsTask();

        clock.Advance(TimeSpan.FromSeconds(2));

        await closing.WaitAsync(Sample.Patience);
        Assert.Equal(SendStatus.Closed, await sending.WaitAsync(Sample.Patience));
        Assert.Equal(LinkCloseReason.Shutdown, (await peer.ClosedAsync()).Reason);
    }

    [Theory]
    [InlineData(1000, "", "code 1000")]
    [InlineData(1001, "going away", "code 1001: going away")]
    public async Task PeerCloses_IsEchoedAndOrderly(int code, string reason, string detail)
    {
        await using var peer = new RawPeer(options: Sample.Unhurried);
        await peer.SendMessageAsync("before");
        await peer.SendCloseAsync(code, reason);

        Assert.Equal(code, (await peer.ReadAsync())!.CloseCode);
        Assert.Equal(new LinkClosed(LinkCloseReason.PeerClosed, detail, IsOrderly: true), await peer.ClosedAsync());
        Assert.Equal("before", (await peer.DeliveredAsync()).Header.Id.ToString());
    }

    [Fact]
    public async Task PeerCloses_WithoutCode_IsOrderly()
    {
        await using var peer = new RawPeer(options: Sample.Unhurried);
        await peer.SendAsync(Opcode.Close, []);
        Assert.Equal(CloseCode.Normal, (await peer.ReadAsync())!.CloseCode);
        Assert.True((await peer.ClosedAsync()).IsOrderly);
    }

    [Fact]
    public async Task PeerEndsTheStream_EverythingPendingFailsAtOnceAndOnlyOnce()
    {
        await using var peer = new RawPeer();
        var requests = Enumerable.Range(0, 50).Select(i => peer.Link.RequestAsync(Sample.Message($"{i}")).AsTask()).ToList();
        var reading = peer.Link.Inbound.WaitToReadAsync().AsTask();

        await peer.Stream.DisposeAsync();

        Assert.Equal(LinkCloseReason.PeerClosed, (await peer.ClosedAsync()).Reason);
        Assert.All(await Task.WhenAll(requests).WaitAsync(Sample.Patience), reply => Assert.Equal(SendStatus.Closed, reply.Status));
        Assert.False(await reading.WaitAsync(Sample.Patience));
        await peer.Link.CloseAsync(LinkCloseReason.Shutdown).AsTask().WaitAsync(Sample.Patience);
        Assert.Equal(LinkCloseReason.PeerClosed, (await peer.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task CloseAsync_BothEndsAtOnce_BothEndOrderly()
    {
        for (var round = 0; round < 50; round++)
        {
            await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, Sample.Unhurried);
            var edge = link.Edge.CloseAsync(LinkCloseReason.Shutdown).AsTask();
            var cloud = link.Cloud.CloseAsync(LinkCloseReason.Replaced).AsTask();
            await Task.WhenAll(edge, cloud).WaitAsync(Sample.Patience);
            Assert.True((await link.Edge.Closed).IsOrderly);
            Assert.True((await link.Cloud.Closed).IsOrderly);
        }
    }

    [Fact]
    public async Task Attach_LinkEndsBadly_CutsTheConnectionThroughAbort()
    {
        var (mine, theirs) = DuplexStream.CreatePair();
        var aborted = new TaskCompletionSource();
        await using var link = KubeEdge.Viaduct.WebSockets.WebSocketLink.Attach(
            mine, Sample.Edge, new(), TimeProvider.System, abort: () => aborted.TrySetResult());

        await theirs.DisposeAsync();

        await aborted.Task.WaitAsync(Sample.Patience);
        await link.Closed.WaitAsync(Sample.Patience);
    }
}

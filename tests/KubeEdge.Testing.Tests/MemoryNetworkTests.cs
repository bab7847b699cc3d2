using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.Testing.Tests;

public sealed class MemoryNetworkTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private readonly MessageFactory _messages = new(TimeProvider.System);

    [Fact]
    public async Task DialAsync_BothEnds_CarryMessagesAndKnowTheNodeAndWhatBothUnderstand()
    {
        var network = new MemoryNetwork(new HashSet<string> { "inventory", "cloud-only" });
        var (edge, link) = await ConnectAsync(network, network.CreateDialer("edge-1", ["inventory", "edge-only"]));
        await using var ends = link;

        Assert.Equal(SendStatus.Sent, await edge.SendAsync(New("up")).AsTask().WaitAsync(_limit));

        Assert.Equal("up", (await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(_limit)).Route.Resource);
        Assert.Equal("edge-1", link.Cloud.Peer.NodeId);
        Assert.Equal(["inventory"], link.Cloud.Peer.Features);
        Assert.Equal(["inventory"], edge.Peer.Features);
    }

    [Fact]
    public async Task Cut_PresentLink_EndsAndNoNewOneIsMadeUntilRestore()
    {
        var network = new MemoryNetwork();
        var dialer = network.CreateDialer("edge-1");
        var (edge, link) = await ConnectAsync(network, dialer);
        await using var ends = link;

        network.Cut();

        Assert.False((await edge.Closed.WaitAsync(_limit)).IsOrderly);
        var dialling = dialer.DialAsync();
        Assert.False(dialling.IsCompleted);
        network.Restore();
        var again = (await dialling.WaitAsync(_limit)).Link;
        Assert.NotNull(again);
        await using var second = await network.AcceptAsync().AsTask().WaitAsync(_limit);
        Assert.Same(again, second.Edge);
    }

    [Fact]
    public async Task Cut_TwiceThenRestored_LetsEveryWaitingDialGo()
    {
        var network = new MemoryNetwork();
        network.Cut();
        var first = network.CreateDialer("edge-1").DialAsync();
        network.Cut();
        var second = network.CreateDialer("edge-2").DialAsync();

        network.Restore();

        Assert.NotNull((await first.WaitAsync(_limit)).Link);
        Assert.NotNull((await second.WaitAsync(_limit)).Link);
        network.Cut();
    }

    [Fact]
    public async Task DialAsync_CancelledWhileCut_Throws()
    {
        var network = new MemoryNetwork();
        network.Cut();
        using var giveUp = new CancellationTokenSource();
        var dialling = network.CreateDialer("edge-1").DialAsync(giveUp.Token);

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => dialling.WaitAsync(_limit));
    }

    [Fact]
    public async Task Delay_Set_HoldsWhatArrivesUntilThen()
    {
        var clock = new ManualTimeProvider();
        var network = new MemoryNetwork(timeProvider: clock);
        var (edge, link) = await ConnectAsync(network, network.CreateDialer("edge-1"));
        await using var ends = link;
        network.Delay = TimeSpan.FromSeconds(7);

        var armed = clock.WaitForTimerAsync(network.Delay);
        await edge.SendAsync(New("late")).AsTask().WaitAsync(_limit);
        await armed;
        Assert.False(link.Cloud.Inbound.TryRead(out _));

        clock.Advance(network.Delay);
        Assert.Equal("late", (await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(_limit)).Route.Resource);
        network.Cut();
    }

    [Fact]
    public async Task Silence_WithPings_IsFoundOutByTheClock()
    {
        var clock = new ManualTimeProvider();

        // The clock goes on at once while a ping is being written.
        var options = new LinkOptions { WriteTimeout = Timeout.InfiniteTimeSpan };
        var network = new MemoryNetwork(options: options, timeProvider: clock);
        var (edge, link) = await ConnectAsync(network, network.CreateDialer("edge-1"));
        await using var ends = link;

        network.Silence();
        while (!edge.Closed.IsCompleted)
        {
            clock.Advance(options.PingInterval);
            await Task.Yield();
        }

        Assert.Equal(LinkCloseReason.Timeout, (await edge.Closed).Reason);
        network.Cut();
    }

    private static async Task<(ILink Edge, MemoryLink Link)> ConnectAsync(MemoryNetwork network, ILinkDialer dialer)
    {
        var edge = (await dialer.DialAsync().WaitAsync(_limit)).Link;
        Assert.NotNull(edge);
        return (edge, await network.AcceptAsync().AsTask().WaitAsync(_limit));
    }

    private Message New(string resource) =>
        _messages.New(new MessageRoute("test", "resource", resource, Operations.Update), MessageContent.Null);
}

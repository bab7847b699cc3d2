using KubeEdge.Beehive.Dispatch;
using KubeEdge.Testing;
using KubeEdge.Viaduct.InMemory;

namespace KubeEdge.Viaduct.Tests.InMemory;

public sealed class MemoryLinkTests
{
    [Fact]
    public async Task SendAsync_EitherWay_ArrivesThroughTheCodec()
    {
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud);
        var down = Sample.Message("down");
        var up = Sample.Message("up");

        Assert.Equal(SendStatus.Sent, await link.Cloud.SendAsync(down).AsTask().WaitAsync(Sample.Patience));
        Assert.Equal(SendStatus.Sent, await link.Edge.SendAsync(up, LinkLane.Urgent).AsTask().WaitAsync(Sample.Patience));

        var atEdge = await link.Edge.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience);
        var atCloud = await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience);
        Assert.NotSame(down, atEdge);
        Assert.Equal(down.Header.Id, atEdge.Header.Id);
        Assert.Equal("down", Sample.TextOf(atEdge));
        Assert.Equal("up", Sample.TextOf(atCloud));
    }

    [Fact]
    public async Task CloseAsync_OneEnd_BothEndOrderlyAndWhatWasSentIsReadable()
    {
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, Sample.Unhurried);
        await link.Cloud.SendAsync(Sample.Message("last words")).AsTask().WaitAsync(Sample.Patience);

        await link.Cloud.CloseAsync(LinkCloseReason.Shutdown).AsTask().WaitAsync(Sample.Patience);

        var closed = await link.Edge.Closed.WaitAsync(Sample.Patience);
        Assert.Equal(LinkCloseReason.PeerClosed, closed.Reason);
        Assert.True(closed.IsOrderly);
        Assert.Equal("code 1001: shutting down", closed.Detail);
        Assert.Equal(new LinkClosed(LinkCloseReason.Shutdown, "shutting down", IsOrderly: true), await link.Cloud.Closed);
        Assert.Equal("last words", Sample.TextOf(await link.Edge.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience)));
        Assert.False(await link.Edge.Inbound.WaitToReadAsync().AsTask().WaitAsync(Sample.Patience));
        Assert.Equal(SendStatus.Closed, await link.Edge.SendAsync(Sample.Message("late")).AsTask().WaitAsync(Sample.Patience));
    }

    [Fact]
    public async Task Cut_WithoutCloseFrame_BothEndsSeeThePeerGone()
    {
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud);
        var request = link.Edge.RequestAsync(Sample.Message("anybody?")).AsTask();

        link.Cut();

        Assert.Equal(LinkCloseReason.PeerClosed, (await link.Edge.Closed.WaitAsync(Sample.Patience)).Reason);
        Assert.Equal(LinkCloseReason.PeerClosed, (await link.Cloud.Closed.WaitAsync(Sample.Patience)).Reason);
        Assert.False((await link.Edge.Closed).IsOrderly);
        Assert.Equal(SendStatus.Closed, (await request.WaitAsync(Sample.Patience)).Status);
    }

    [Fact]
    public async Task Silence_HalfOpen_BothEndsGiveUpByTheClock()
    {
        var clock = new ManualTimeProvider();
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, Sample.PingsOnly, clock);
        link.Silence();

        Assert.Equal(SendStatus.Sent, await link.Edge.SendAsync(Sample.Message("into the void")).AsTask().WaitAsync(Sample.Patience));
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(LinkCloseReason.Timeout, (await link.Edge.Closed.WaitAsync(Sample.Patience)).Reason);
        Assert.Equal(LinkCloseReason.Timeout, (await link.Cloud.Closed.WaitAsync(Sample.Patience)).Reason);
        Assert.Equal(0, link.Cloud.Inbound.Count);
    }

    [Fact]
    public async Task Silence_OneEndCloses_TheOtherDoesNotHearOfIt()
    {
        var clock = new ManualTimeProvider();
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, Sample.PingsOnly, clock);
        link.Silence();
        var closing = link.Edge.CloseAsync().AsTask();
        while (!link.Edge.Closed.IsCompleted)
        {
            clock.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await closing.WaitAsync(Sample.Patience);
        clock.Advance(TimeSpan.FromSeconds(30));

        Assert.Equal(LinkCloseReason.Timeout, (await link.Cloud.Closed.WaitAsync(Sample.Patience)).Reason);
    }

    [Fact]
    public async Task RequestAsync_PeerReplies_ReplyIsReturnedAndNotDelivered()
    {
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud);
        var asking = link.Edge.RequestAsync(Sample.Message("question")).AsTask();

        var request = await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience);
        Assert.True(request.Header.Sync);
        await link.Cloud.SendAsync(Sample.Messages.Reply(request, KubeEdge.Beehive.Messages.MessageContent.Text("answer")));

        var result = await asking.WaitAsync(Sample.Patience);
        Assert.Equal(SendStatus.Sent, result.Status);
        Assert.Equal("answer", Sample.TextOf(result.Reply!));
        Assert.Equal(0, link.Edge.Inbound.Count);
    }

    [Fact]
    public async Task Delay_Set_MessagesArriveThatMuchLaterInOrder()
    {
        var clock = new ManualTimeProvider();
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, timeProvider: clock);
        link.Delay = TimeSpan.FromSeconds(3);
        var armed = clock.WaitForTimerAsync(link.Delay);
        await link.Edge.SendAsync(Sample.Message("first")).AsTask().WaitAsync(Sample.Patience);
        await armed;
        Assert.False(link.Cloud.Inbound.TryRead(out _));

        link.Delay = TimeSpan.Zero;
        await link.Edge.SendAsync(Sample.Message("second")).AsTask().WaitAsync(Sample.Patience);
        clock.Advance(TimeSpan.FromSeconds(3));

        Assert.Equal("first", Sample.TextOf(await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience)));
        Assert.Equal("second", Sample.TextOf(await link.Cloud.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience)));
        link.Cut();
    }

    [Fact]
    public async Task Cut_WhileWhatWasSentIsDelayed_EndsBothAtOnce()
    {
        var clock = new ManualTimeProvider();
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud, timeProvider: clock);
        link.Delay = TimeSpan.FromHours(3);
        var armed = clock.WaitForTimerAsync(link.Delay);
        await link.Edge.SendAsync(Sample.Message("lost")).AsTask().WaitAsync(Sample.Patience);
        await armed;

        link.Cut();

        await link.Edge.Closed.WaitAsync(Sample.Patience);
        await link.Cloud.Closed.WaitAsync(Sample.Patience);
        Assert.False(link.Cloud.Inbound.TryRead(out _));
    }
}

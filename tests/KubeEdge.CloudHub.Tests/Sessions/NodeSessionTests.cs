using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Sessions;

public sealed class NodeSessionTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly MessageFactory _messages = new(TimeProvider.System);

    [Fact]
    public async Task Keepalive_StopsWhileOtherTrafficFlows_ClosesThirtySecondsAfterTheLast()
    {
        await using var rig = new SessionRig();
        await using var link = rig.Connect("edge-1");

        // Off the beginning of the session, so that the wait can only be the one that the heartbeat began.
        rig.Clock.Advance(TimeSpan.FromSeconds(1));
        await link.Edge.SendKeepaliveAsync();
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        await link.Edge.SendKeepaliveAsync();
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));

        rig.Clock.Advance(TimeSpan.FromSeconds(29));
        await link.Edge.SendAsync(_messages.New(new MessageRoute("edged", "meta", "default/node/edge-1", "query"), MessageContent.Null));
        Assert.False(link.Edge.Closed.IsCompleted);
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(LinkCloseReason.Timeout, (await link.Cloud.EndAsync()).Reason);
        await rig.Watcher.WaitForAsync("disconnected edge-1");
        Assert.Equal(0, rig.Table.Count);
    }

    [Fact]
    public async Task NoAcknowledgement_IdenticalFramesEveryFiveSeconds()
    {
        await using var rig = new SessionRig();
        await using var link = rig.Connect("edge-1");
        rig.Put("demo", "u1", 7);
        var first = await link.Edge.ReceiveAsync();
        for (var i = 0; i < 6; i++)
        {
            await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(5));
            await link.Edge.SendKeepaliveAsync();
            await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(30));
            rig.Clock.Advance(TimeSpan.FromSeconds(5));

            var again = await link.Edge.ReceiveAsync();
            Assert.Equal(first.Header, again.Header);
            Assert.Equal(first.Route, again.Route);
            Assert.Equal(first.Content.ToData().ToArray(), again.Content.ToData().ToArray());
        }

        await link.Edge.AcknowledgeAsync(first);
        await rig.Watcher.WaitForAsync("acknowledged edge-1 demo 7");
    }

    [Fact]
    public async Task Replace_ThousandTimes_TheNewestSessionLivesAndTheCountStaysOne()
    {
        await using var rig = new SessionRig();
        rig.Put("demo", "u1", 7);
        var former = rig.Connect("edge-1");
        for (var i = 0; i < 1000; i++)
        {
            var next = rig.Connect("edge-1");
            Assert.Equal(1, rig.Table.Count);
            var closed = await former.Edge.EndAsync();
            Assert.Contains("replaced", closed.Detail, StringComparison.Ordinal);
            Assert.False(next.Edge.Closed.IsCompleted);
            await former.DisposeAsync();
            former = next;
        }

        var message = await former.Edge.ReceiveAsync();
        await former.Edge.AcknowledgeAsync(message);
        await rig.Watcher.WaitForAsync("acknowledged edge-1 demo 7");
        Assert.Equal(1, rig.Table.Count);
        Assert.DoesNotContain("disconnected edge-1", rig.Watcher.Seen);
        await former.DisposeAsync();
    }

    [Fact]
    public async Task NodeThatNeverReads_DoesNotDisturbAnother()
    {
        await using var rig = new SessionRig();
        await using var deaf = rig.Connect("edge-deaf");
        await using var good = rig.Connect("edge-good");
        for (var i = 0; i < 500; i++)
        {
            rig.Put($"demo-{i}", $"u{i}", 1);
        }

        for (var i = 0; i < 500; i++)
        {
            await good.Edge.AcknowledgeAsync(await good.Edge.ReceiveAsync());
        }

        await rig.Watcher.WaitForAsync("acknowledged edge-good demo-499 1");
        Assert.DoesNotContain(rig.Watcher.Seen, seen => seen.Contains("edge-deaf demo", StringComparison.Ordinal));
    }

    [Fact]
    public async Task NodeThatFloods_DoesNotDisturbAnother()
    {
        var handler = new BlockingHandler();
        await using var rig = new SessionRig([handler]);
        await using var flooding = rig.Connect("edge-flood");
        await using var good = rig.Connect("edge-good");
        for (var i = 0; i < 1000; i++)
        {
            await flooding.Edge.SendAsync(_messages.New(new MessageRoute("twin", "resource", "membership", "update"), MessageContent.Text("x"))).AsTask().WaitAsync(_limit);
        }

        await handler.Entered.Task.WaitAsync(_limit);
        rig.Put("demo", "u1", 7);
        await good.Edge.AcknowledgeAsync(await good.Edge.ReceiveAsync());
        await rig.Watcher.WaitForAsync("acknowledged edge-good demo 7");
        Assert.Equal(1, handler.Calls);
        handler.Release.SetResult();
    }

    [Fact]
    public async Task Handlers_GetTheirMessagesInOrderAndMayAnswer()
    {
        var handler = new AnsweringHandler();
        await using var rig = new SessionRig([handler]);
        await using var link = rig.Connect("edge-1");
        for (var i = 0; i < 100; i++)
        {
            await link.Edge.SendAsync(_messages.New(new MessageRoute("edged", "meta", $"default/node/{i}", "query"), MessageContent.Null)).AsTask().WaitAsync(_limit);
        }

        for (var i = 0; i < 100; i++)
        {
            Assert.Equal($"default/node/{i}", (await link.Edge.ReceiveAsync()).Route.Resource);
        }
    }

    [Fact]
    public async Task HandlerThrows_SessionGoesOn()
    {
        var handler = new AnsweringHandler { Fails = true };
        await using var rig = new SessionRig([handler]);
        await using var link = rig.Connect("edge-1");
        await link.Edge.SendAsync(_messages.New(new MessageRoute("edged", "meta", "default/node/1", "query"), MessageContent.Null));
        rig.Put("demo", "u1", 7);

        await link.Edge.AcknowledgeAsync(await link.Edge.ReceiveAsync());

        await rig.Watcher.WaitForAsync("acknowledged edge-1 demo 7");
    }

    [Fact]
    public async Task Error_FromTheNode_IsTriedAgainAfterAPause()
    {
        await using var rig = new SessionRig();
        await using var link = rig.Connect("edge-1");
        rig.Put("demo", "u1", 7);
        var first = await link.Edge.ReceiveAsync();
        await link.Edge.SendAsync(_messages.Error(first, "disk full"));
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(1));
        rig.Clock.Advance(TimeSpan.FromSeconds(1));

        var second = await link.Edge.ReceiveAsync();

        Assert.NotEqual(first.Header.Id, second.Header.Id);
        Assert.Equal("7", second.Header.ResourceVersion);
    }

    [Fact]
    public async Task Inventory_PromisedAndNotSent_DeliveryBeginsAfterTenSeconds()
    {
        await using var rig = new SessionRig();
        rig.Put("demo", "u1", 7);
        await using var link = rig.Connect("edge-1", "inventory");
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(10));
        Assert.False(link.Edge.Inbound.TryRead(out _));
        rig.Clock.Advance(TimeSpan.FromSeconds(10));

        Assert.Equal("default/configmap/demo", (await link.Edge.ReceiveAsync()).Route.Resource);
    }

    [Fact]
    public async Task Inventory_NotNegotiated_IsAnUnknownMessage()
    {
        await using var rig = new SessionRig();
        await using var link = rig.Connect("edge-1");
        await link.Edge.SendInventoryAsync("""{"part":1,"last":true,"objects":[{"resource":"default/configmap/demo","uid":"u1","resourceVersion":"7"}]}""");
        await link.Edge.SendKeepaliveAsync();
        rig.Put("demo", "u1", 7);

        Assert.Equal("insert", (await link.Edge.ReceiveAsync()).Route.Operation);
    }

    [Fact]
    public async Task Cut_ReconnectFindsTheDifferenceAgain()
    {
        await using var rig = new SessionRig();
        rig.Put("demo", "u1", 7);
        var first = rig.Connect("edge-1");
        await first.Edge.ReceiveAsync();
        first.Cut();
        await rig.Watcher.WaitForAsync("disconnected edge-1");
        rig.Put("demo", "u1", 8);

        await using var second = rig.Connect("edge-1");
        var message = await second.Edge.ReceiveAsync();

        Assert.Equal(("update", "8"), (message.Route.Operation, message.Header.ResourceVersion));
        await first.DisposeAsync();
    }

    [Fact]
    public async Task Reconnect_HundredTimes_LeavesNoTimerListenerOrClaimBehind()
    {
        await using var rig = new SessionRig();
        rig.Put("demo", "u1", 7);
        for (var i = 0; i < 100; i++)
        {
            var link = rig.Connect("edge-1");
            await link.Edge.ReceiveAsync();
            link.Cut();
            await rig.Watcher.WaitForAsync("disconnected edge-1");
            await link.DisposeAsync();
        }

        await rig.ServedAsync();
        Assert.Equal(0, rig.Clock.ActiveTimers);
        Assert.Equal(0, rig.Desired.Listeners);
        Assert.False(rig.Book.For("edge-1").IsServed);
        Assert.Equal("u1", Assert.Single(rig.Book.For("edge-1").Entries).First?.Uid);
    }

    [Fact]
    public async Task Inventory_OfASessionThatWasReplaced_ChangesNothing()
    {
        await using var rig = new SessionRig();
        await using var former = rig.Connect("edge-1", "inventory");
        await using var present = rig.Connect("edge-1", "inventory");
        await former.Edge.EndAsync();
        await present.Edge.SendInventoryAsync("""{"part":1,"last":true,"objects":[{"resource":"default/configmap/demo","uid":"u1","resourceVersion":"7"}]}""");
        rig.Put("demo", "u1", 8);

        Assert.Equal("update", (await present.Edge.ReceiveAsync()).Route.Operation);
    }

    [Fact]
    public async Task Handler_IsBusy_HeartbeatsAndAcknowledgementsOvertake()
    {
        var handler = new BlockingHandler();
        await using var rig = new SessionRig([handler]);
        await using var link = rig.Connect("edge-1");
        await link.Edge.SendAsync(_messages.New(new MessageRoute("twin", "resource", "a", "update"), MessageContent.Text("x")));
        await handler.Entered.Task.WaitAsync(_limit);
        rig.Put("demo", "u1", 7);
        await link.Edge.AcknowledgeAsync(await link.Edge.ReceiveAsync());
        await rig.Watcher.WaitForAsync("acknowledged edge-1 demo 7");

        rig.Clock.Advance(TimeSpan.FromSeconds(20));
        await link.Edge.SendKeepaliveAsync();
        rig.Put("demo", "u1", 8);
        await link.Edge.AcknowledgeAsync(await link.Edge.ReceiveAsync());
        await rig.Watcher.WaitForAsync("acknowledged edge-1 demo 8");
        rig.Clock.Advance(TimeSpan.FromSeconds(20));

        Assert.True(rig.Table.TryFind("edge-1", out _));
        handler.Release.TrySetResult();
    }

    [Fact]
    public async Task ConnectionEnds_WhatHadArrivedIsStillHandled()
    {
        var handler = new BlockingHandler();
        await using var rig = new SessionRig([handler]);
        await using var link = rig.Connect("edge-1");
        for (var i = 0; i < 50; i++)
        {
            await link.Edge.SendAsync(_messages.New(new MessageRoute("twin", "resource", $"a{i}", "update"), MessageContent.Text("x")));
        }

        await handler.Entered.Task.WaitAsync(_limit);
        await link.Edge.CloseAsync().AsTask().WaitAsync(_limit);
        await rig.Watcher.WaitForAsync("disconnected edge-1");
        Assert.Equal(1, handler.Calls);
        handler.Release.TrySetResult();
        await rig.ServedAsync();

        Assert.Equal(50, handler.Calls);
    }

    [Fact]
    public async Task ConnectionEnds_HandlerHangsAndNoMoreFits_TheSessionEndsAfterThirtySeconds()
    {
        var handler = new BlockingHandler();
        await using var rig = new SessionRig([handler], keepalive: TimeSpan.FromDays(1));
        await using var link = rig.Connect("edge-1");
        for (var i = 0; i < 100; i++)
        {
            await link.Edge.SendAsync(_messages.New(new MessageRoute("twin", "resource", $"a{i}", "update"), MessageContent.Text("x")));
        }

        await handler.Entered.Task.WaitAsync(_limit);
        link.Cut();
        await rig.Clock.WaitForTimerAsync(TimeSpan.FromSeconds(30)).WaitAsync(_limit);
        rig.Clock.Advance(TimeSpan.FromSeconds(30));

        await rig.Watcher.WaitForAsync("disconnected edge-1");
        Assert.Equal(0, rig.Table.Count);
    }

    private sealed class BlockingHandler : IUpstreamHandler
    {
        public TaskCompletionSource Entered { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public int Calls { get; private set; }

        public bool Handles(in MessageRoute route) => route.Source == "twin";

        public async ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
        {
            Calls++;
            Entered.TrySetResult();
            await Release.Task.WaitAsync(cancellationToken);
        }
    }

    private sealed class AnsweringHandler : IUpstreamHandler
    {
        public bool Fails { get; init; }

        public bool Handles(in MessageRoute route) => route.Operation == "query";

        public async ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
        {
            if (Fails)
            {
                throw new InvalidOperationException("broken handler");
            }

            await node.SendAsync(_messages.Reply(message, MessageContent.Text(node.Name)), cancellationToken);
        }
    }
}

using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Connections;

public class EdgeHubModuleTests
{
    // No other timer here is ever due in exactly this time.
    private static readonly TimeSpan _pause = TimeSpan.FromMilliseconds(1234);

    [Fact]
    public async Task RunAsync_Connects_SetsTheStateThenTellsTheGroups()
    {
        await using var hub = new Hub(options: new EdgeHubOptions { Reconnect = { MinimumDelay = _pause, MaximumDelay = _pause } });
        var link = new FakeLink();
        var states = new List<bool>();
        hub.Bus.OnSend = (_, _, _) =>
        {
            states.Add(hub.State.Current.IsConnected);
            return ValueTask.CompletedTask;
        };
        hub.Start();

        await hub.Dialer.AnswerAsync(new DialResult(link));
        var status = await hub.WaitForAsync(EdgeLinkPhase.Connected);
        Assert.Same(link.Peer, status.Peer);
        link.End(LinkCloseReason.Timeout, detail: "no pong");
        status = await hub.WaitForAsync(EdgeLinkPhase.Disconnected);
        Assert.Equal("no pong", status.Detail);
        await hub.Clock.WaitForTimerAsync(_pause);

        Assert.Equal(
            ["twin:cloud_connected", "meta:cloud_connected", "bus:cloud_connected",
                "twin:cloud_disconnected", "meta:cloud_disconnected", "bus:cloud_disconnected"],
            hub.Bus.Sent.Select(sent => $"{sent.Target}:{Text(sent.Message)}"));
        Assert.All(hub.Bus.Sent, sent => Assert.Equal(
            new MessageRoute("edgehub", sent.Target, "node/connection", "connect"), sent.Message.Route));
        Assert.Equal([true, true, true, false, false, false], states);
        Assert.True(link.IsDisposed);
    }

    [Fact]
    public async Task RunAsync_DialsFail_WaitsLongerEachTimeAndLogsOnce()
    {
        await using var hub = new Hub();
        var schedule = new ReconnectSchedule(new ReconnectOptions(), new Random(1));
        hub.Start();
        for (var i = 0; i < 8; i++)
        {
            await hub.Dialer.AnswerAsync(new DialResult(null, DialFailure.Unreachable, "no route"));
            var pause = schedule.AfterFailure(null);
            await hub.Clock.WaitForTimerAsync();
            hub.Clock.Advance(pause - TimeSpan.FromMilliseconds(1));
            Assert.Equal(i + 1, hub.Dialer.Dials);
            hub.Clock.Advance(TimeSpan.FromMilliseconds(1));
        }

        await hub.Dialer.AnswerAsync(new DialResult(null, DialFailure.Tls, "not trusted"));
        await hub.Clock.WaitForTimerAsync();
        Assert.Equal(2, hub.Log.Lines.Count);
        Assert.Equal("not trusted", hub.State.Current.Detail);
    }

    [Fact]
    public async Task RunAsync_Busy_ObeysRetryAfter()
    {
        await using var hub = new Hub();
        hub.Start();

        await hub.Dialer.AnswerAsync(new DialResult(null, DialFailure.Busy, "no room", TimeSpan.FromSeconds(40)));
        await hub.Clock.WaitForTimerAsync();
        hub.Clock.Advance(TimeSpan.FromSeconds(40));

        Assert.Equal(1, hub.Dialer.Dials);
        hub.Clock.Advance(TimeSpan.FromSeconds(1));
        await hub.Dialer.AnswerAsync(new DialResult(new FakeLink()));
        await hub.WaitForAsync(EdgeLinkPhase.Connected);
    }

    [Fact]
    public async Task RunAsync_CloudRestartsInOrder_IsBackAtOnce()
    {
        await using var hub = new Hub();
        var link = new FakeLink();
        hub.Start();
        await hub.Dialer.AnswerAsync(new DialResult(link));
        await link.NextAsync();

        link.End(LinkCloseReason.PeerClosed, orderly: true);

        // No pause: the next dial comes without the clock moving.
        await hub.Dialer.AnswerAsync(new DialResult(new FakeLink()));
        await hub.WaitForAsync(EdgeLinkPhase.Connected);
    }

    [Fact]
    public async Task RunAsync_ModuleNeverReadsItsInbox_ReconnectsAllTheSame()
    {
        await using var hub = new Hub();
        hub.Bus.OnSend = (target, _, token) =>
            target == "meta" ? new ValueTask(new TaskCompletionSource().Task.WaitAsync(token)) : ValueTask.CompletedTask;
        var link = new FakeLink();
        hub.Start();
        await hub.Dialer.AnswerAsync(new DialResult(link));
        await link.NextAsync();
        link.Receive(hub.Messages.New(new MessageRoute("edgecontroller", "resource", "default/configmap/a", "update"), default));
        link.End(LinkCloseReason.Timeout);
        await hub.PassTimeUntilDialAsync();

        await hub.Dialer.AnswerAsync(new DialResult(new FakeLink()));
        await hub.WaitForAsync(EdgeLinkPhase.Connected);
    }

    [Fact]
    public async Task RunAsync_LinkEndsWithMessagesReceived_HandsThemOverBeforeTheNextLink()
    {
        await using var hub = new Hub();
        var link = new FakeLink();
        var hold = new TaskCompletionSource();
        hub.Bus.OnSend = async (_, message, _) =>
        {
            if (message.Route.Operation == Operations.Update)
            {
                await hold.Task;
            }
        };
        hub.Start();
        await hub.Dialer.AnswerAsync(new DialResult(link));
        await link.NextAsync();
        for (var i = 0; i < 100; i++)
        {
            link.Receive(hub.Messages.New(new MessageRoute("edgecontroller", "resource", $"default/configmap/{i}", "update"), default));
        }

        link.End(LinkCloseReason.PeerClosed);
        hold.SetResult();
        await hub.WaitForAsync(EdgeLinkPhase.Disconnected);

        Assert.Equal(100, hub.Bus.Sent.Count(sent => sent.Message.Route.Operation == Operations.Update));
    }

    [Fact]
    public async Task RunAsync_Stopped_ClosesTheLinkInOrder()
    {
        var hub = new Hub();
        var link = new FakeLink();
        hub.Start();
        await hub.Dialer.AnswerAsync(new DialResult(link));
        await link.NextAsync();

        await hub.DisposeAsync();

        Assert.Equal(LinkCloseReason.Shutdown, link.CloseCalls.First());
        Assert.Equal(EdgeLinkPhase.Stopped, hub.State.Current.Phase);
        Assert.Equal(0, hub.Clock.ActiveTimers);
    }

    [Fact]
    public async Task RunAsync_MessageInTheInbox_IsRefusedWithAnAnswer()
    {
        await using var hub = new Hub();
        var request = hub.Messages.New(new MessageRoute("edged", "meta", "default/configmap/a", "query"), default);
        var waiter = hub.Bus.Waiting[request.Header.Id] = new TaskCompletionSource<Message>(TaskCreationOptions.RunContinuationsAsynchronously);
        hub.Start();

        hub.Context.InboxWriter.TryWrite(request);

        Assert.Equal(Operations.Error, (await waiter.Task.WaitAsync(TimeSpan.FromSeconds(30))).Route.Operation);
    }

    private static string Text(Message message) => message.Content.TryGetText(out var text) ? text : string.Empty;
}

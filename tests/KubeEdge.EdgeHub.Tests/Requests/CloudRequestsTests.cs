using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.EdgeHub.Tests.Fakes;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Testing;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Requests;

public sealed class CloudRequestsTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RequestAsync_Answered_GivesTheAnswerAndAcknowledgesOnRequest(bool acknowledge)
    {
        await using var hub = new Hub();
        var link = await ConnectAsync(hub);
        var request = Request(hub);
        var asking = hub.Requests.RequestAsync(request, default, acknowledge).AsTask();

        var sent = await NextOfAsync(link, "query");
        Assert.Equal(request.Header.Id, sent.Header.Id);
        var answer = hub.Messages.Reply(sent, MessageContent.Text("the answer"))
            .WithRoute(new MessageRoute("edgecontroller", "resource", sent.Route.Resource, "response"));
        link.Receive(answer);

        var reply = await asking.WaitAsync(_limit);
        Assert.Equal((CloudReplyStatus.Answered, answer.Header.Id), (reply.Status, reply.Message?.Header.Id));
        if (acknowledge)
        {
            var ok = await NextOfAsync(link, "response");
            Assert.Equal((answer.Header.Id, "edgecontroller", "resource"), (ok.Header.ParentId, ok.Route.Source, ok.Route.Group));
            Assert.True(ok.Content.IsText("OK"));
        }

        Assert.DoesNotContain(hub.Bus.Sent, item => item.Message.Header.Id == answer.Header.Id);
    }

    [Fact]
    public async Task RequestAsync_WithoutALink_IsOfflineAtOnce()
    {
        await using var hub = new Hub();

        Assert.Equal(CloudReplyStatus.Offline, (await hub.Requests.RequestAsync(Request(hub)).AsTask().WaitAsync(_limit)).Status);
    }

    [Fact]
    public async Task RequestAsync_LinkLostWhileWaiting_IsOfflineAtOnce()
    {
        await using var hub = new Hub();
        var link = await ConnectAsync(hub);
        var asking = Enumerable.Range(0, 100).Select(_ => hub.Requests.RequestAsync(Request(hub)).AsTask()).ToList();
        await NextOfAsync(link, "query");

        link.End(LinkCloseReason.PeerClosed);

        Assert.All(await Task.WhenAll(asking).WaitAsync(_limit), reply => Assert.Equal(CloudReplyStatus.Offline, reply.Status));
    }

    [Fact]
    public async Task RequestAsync_NotAnsweredInTime_TimesOutAndALateAnswerGoesNowhere()
    {
        await using var hub = new Hub();
        var link = await ConnectAsync(hub);
        var asking = hub.Requests.RequestAsync(Request(hub), TimeSpan.FromSeconds(5)).AsTask();
        var sent = await NextOfAsync(link, "query");

        while (!asking.IsCompleted)
        {
            hub.Clock.Advance(TimeSpan.FromSeconds(1));
            await Task.WhenAny(asking, hub.Clock.WaitForTimerAsync());
        }

        Assert.Equal(CloudReplyStatus.TimedOut, (await asking).Status);
        Assert.False(hub.Requests.TryComplete(hub.Messages.Reply(sent, MessageContent.Null)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RequestAsync_AnswerTakenAsTheWaitEnds_GivesTheAnswer(bool isCancelled)
    {
        using var metrics = new EdgeHubMetrics();
        using var giveUp = new CancellationTokenSource();
        var clock = new ManualTimeProvider();
        var ends = new MeddlingClock(() =>
        {
            // The answer has been taken, and its caller does not know yet.
            if (isCancelled)
            {
                giveUp.Cancel();
            }
            else
            {
                clock.Advance(TimeSpan.FromSeconds(5));
            }
        });
        var requests = new CloudRequests(new MessageFactory(ends), _limit, clock, metrics);
        await using var reader = requests.Open(new UpstreamLink(new LinkPeer { NodeId = "edge-1" }, new AsyncSignal()));
        var messages = new MessageFactory(clock);
        var request = messages.New(new MessageRoute("edged", "meta", "default/node/edge-1", "query"), MessageContent.Null);
        var asking = requests.RequestAsync(request, TimeSpan.FromSeconds(5), acknowledge: true, giveUp.Token).AsTask();
        var answer = messages.Reply(request, MessageContent.Null);

        Assert.True(requests.TryComplete(answer));

        var reply = await asking.WaitAsync(_limit);
        Assert.Equal((CloudReplyStatus.Answered, answer.Header.Id), (reply.Status, reply.Message?.Header.Id));
    }

    [Fact]
    public async Task RequestAsync_TooManyWaiting_IsFullUntilOneEnds()
    {
        await using var hub = new Hub();
        var link = await ConnectAsync(hub);
        var first = Request(hub);
        var asking = hub.Requests.RequestAsync(first).AsTask();
        for (var i = 1; i < CloudRequests.Limit; i++)
        {
            _ = hub.Requests.RequestAsync(Request(hub)).AsTask();
        }

        Assert.Equal(CloudReplyStatus.Full, (await hub.Requests.RequestAsync(Request(hub)).AsTask().WaitAsync(_limit)).Status);

        Assert.True(hub.Requests.TryComplete(hub.Messages.Reply(first, MessageContent.Null)));
        await asking.WaitAsync(_limit);
        Assert.False(hub.Requests.RequestAsync(Request(hub)).AsTask().IsCompleted);
        link.End(LinkCloseReason.Local);
    }

    [Fact]
    public async Task RequestAsync_GivenUpBeforeItLeft_IsNeverSent()
    {
        await using var hub = new Hub();
        using var reader = new Reader(hub);
        using var giveUp = new CancellationTokenSource();
        var given = hub.Requests.RequestAsync(Request(hub), cancellationToken: giveUp.Token).AsTask();
        var wanted = Request(hub);
        var waiting = hub.Requests.RequestAsync(wanted).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => given.WaitAsync(_limit));

        Assert.Equal([wanted.Header.Id], reader.ReadAll().Select(message => message.Header.Id));
        Assert.False(waiting.IsCompleted);
    }

    [Fact]
    public async Task RequestAsync_LinkTakesNothing_IsFullInTheEndAndOfflineAfterIt()
    {
        await using var hub = new Hub();
        using var reader = new Reader(hub);
        for (var i = 0; i < RequestQueue.Limit; i++)
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(
                () => hub.Requests.RequestAsync(Request(hub), cancellationToken: new CancellationToken(canceled: true)).AsTask());
        }

        Assert.Equal(CloudReplyStatus.Full, (await hub.Requests.RequestAsync(Request(hub)).AsTask().WaitAsync(_limit)).Status);
        Assert.Empty(reader.ReadAll());
        _ = hub.Requests.RequestAsync(Request(hub)).AsTask();
        Assert.Single(reader.ReadAll());
        await reader.CloseAsync();
        Assert.Equal(CloudReplyStatus.Offline, (await hub.Requests.RequestAsync(Request(hub)).AsTask().WaitAsync(_limit)).Status);
    }

    [Fact]
    public async Task RequestAsync_Cancelled_Throws()
    {
        await using var hub = new Hub();
        await ConnectAsync(hub);
        using var giveUp = new CancellationTokenSource();
        var asking = hub.Requests.RequestAsync(Request(hub), cancellationToken: giveUp.Token).AsTask();

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(_limit));
    }

    [Theory]
    [InlineData("null/node/edge-1", WireGeneration.Current)]
    [InlineData("default/node/edge-1", WireGeneration.Release115)]
    [InlineData("default/configmap/node", WireGeneration.Unknown)]
    public async Task Push_OfANode_TellsTheGeneration(string resource, WireGeneration expected)
    {
        await using var hub = new Hub();
        var link = await ConnectAsync(hub);

        link.Receive(hub.Messages.New(new MessageRoute("edgecontroller", "resource", resource, "update"), MessageContent.Null));
        link.End(LinkCloseReason.PeerClosed);
        await hub.WaitForAsync(EdgeLinkPhase.Disconnected);

        Assert.Equal(expected, link.Peer.Wire);
    }

    private static async Task<FakeLink> ConnectAsync(Hub hub)
    {
        var link = new FakeLink();
        hub.Start();
        await hub.Dialer.AnswerAsync(new DialResult(link));
        await hub.WaitForAsync(EdgeLinkPhase.Connected);
        return link;
    }

    private static Message Request(Hub hub) =>
        hub.Messages.New(new MessageRoute("edged", "meta", "default/node/edge-1", "query"), MessageContent.Null);

    private static async Task<Message> NextOfAsync(FakeLink link, string operation)
    {
        while (true)
        {
            var (message, _) = await link.NextAsync();
            if (message.Route.Operation == operation)
            {
                return message;
            }
        }
    }

    /// <summary>Does something when somebody looks at it, as the making of an acknowledgement does.</summary>
    private sealed class MeddlingClock(Action meddle) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow()
        {
            meddle();
            return DateTimeOffset.UnixEpoch;
        }
    }

    /// <summary>A connection whose pump the test is.</summary>
    private sealed class Reader(Hub hub) : IDisposable
    {
        private readonly IUpstreamReader _reader = hub.Requests.Open(new UpstreamLink(new LinkPeer { NodeId = "edge-1" }, new AsyncSignal()));

        public List<Message> ReadAll()
        {
            var all = new List<Message>();
            while (_reader.TryRead(out var item))
            {
                all.Add(item.Message);
            }

            return all;
        }

        public ValueTask CloseAsync() => _reader.DisposeAsync();

        public void Dispose() => _reader.DisposeAsync().AsTask().Wait();
    }
}

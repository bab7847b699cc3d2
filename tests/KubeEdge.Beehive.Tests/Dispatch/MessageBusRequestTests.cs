using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Dispatch;

public sealed class MessageBusRequestTests
{
    private static readonly TimeSpan _timeout = TimeSpan.FromSeconds(2);

    [Fact]
    public async Task RequestAsync_Replied_GivesTheReplyAndMarksTheRequestSynchronous()
    {
        using var fixture = new BusFixture();
        var inbox = fixture.Bus.Register("m", "g");
        var request = fixture.New();
        var call = fixture.Bus.RequestAsync("m", request, _timeout).AsTask();

        var received = await inbox.Reader.NextAsync();
        var reply = fixture.Reply(received);

        Assert.True(received.Header.Sync);
        Assert.False(request.Header.Sync);
        Assert.True(fixture.Bus.TryReply(reply));
        Assert.Equal(new ReplyResult(SendStatus.Sent, reply, Delivered: true), await call.Soon());
        Assert.False(fixture.Bus.TryReply(reply));
        Assert.Equal(0, fixture.Bus.PendingRequests);
    }

    [Fact]
    public async Task RequestAsync_NoReply_TimesOutExactlyAndALateReplyIsRefused()
    {
        using var fixture = new BusFixture();
        var inbox = fixture.Bus.Register("m", "g");
        var call = fixture.Bus.RequestAsync("m", fixture.New(), _timeout).AsTask();
        var received = await inbox.Reader.NextAsync();

        fixture.Clock.Advance(_timeout - TimeSpan.FromTicks(1));
        Assert.False(call.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromTicks(1));

        Assert.Equal(new ReplyResult(SendStatus.TimedOut, null, Delivered: true), await call.Soon());
        Assert.False(fixture.Bus.TryReply(fixture.Reply(received)));

        // The next call, with the same waiter, is not touched by the one before.
        var next = fixture.Bus.RequestAsync("m", fixture.New(), _timeout).AsTask();
        Assert.True(fixture.Bus.TryReply(fixture.Reply(await inbox.Reader.NextAsync())));
        Assert.Equal(SendStatus.Sent, (await next.Soon()).Status);
    }

    [Fact]
    public async Task RequestAsync_WaiterUsedAgain_GetsItsOwnDeadline()
    {
        using var fixture = new BusFixture();
        var inbox = fixture.Bus.Register("m", "g");

        // The first leaves its timer armed at 2 s; the second begins at 1.5 s, the third wants an earlier end.
        var first = fixture.Bus.RequestAsync("m", fixture.New(), _timeout).AsTask();
        fixture.Bus.TryReply(fixture.Reply(await inbox.Reader.NextAsync()));
        await first.Soon();
        fixture.Clock.Advance(TimeSpan.FromSeconds(1.5));
        var second = fixture.Bus.RequestAsync("m", fixture.New(), _timeout).AsTask();
        fixture.Clock.Advance(TimeSpan.FromSeconds(1.9));
        Assert.False(second.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(SendStatus.TimedOut, (await second.Soon()).Status);
        var third = fixture.Bus.RequestAsync("m", fixture.New(), TimeSpan.FromSeconds(0.1)).AsTask();
        fixture.Clock.Advance(TimeSpan.FromSeconds(0.1));
        Assert.Equal(SendStatus.TimedOut, (await third.Soon()).Status);
    }

    [Fact]
    public async Task RequestAsync_NoTimeoutGiven_UsesTheDefault()
    {
        using var fixture = new BusFixture();
        fixture.Bus.Register("m", "g");
        var call = fixture.Bus.RequestAsync("m", fixture.New(), TimeSpan.Zero).AsTask();

        fixture.Clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(call.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(SendStatus.TimedOut, (await call.Soon()).Status);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await fixture.Bus.RequestAsync("m", fixture.New(), -_timeout));
    }

    [Fact]
    public async Task RequestAsync_FullInbox_TimesOutUndelivered()
    {
        using var fixture = new BusFixture(capacity: 1);
        var inbox = fixture.Bus.Register("m", "g");
        fixture.Bus.TrySend("m", fixture.New("in the way"));
        var call = fixture.Bus.RequestAsync("m", fixture.New(), _timeout).AsTask();

        fixture.Clock.Advance(_timeout);

        Assert.Equal(new ReplyResult(SendStatus.TimedOut, null, Delivered: false), await call.Soon());
        Assert.Equal(1, inbox.Reader.Count);
        Assert.Equal(0, fixture.Bus.PendingRequests);
    }

    [Fact]
    public async Task RequestAsync_RoomAfterAWhile_IsDeliveredAndAnswered()
    {
        using var fixture = new BusFixture(capacity: 1);
        var inbox = fixture.Bus.Register("m", "g");
        fixture.Bus.TrySend("m", fixture.New("in the way"));
        var call = fixture.Bus.RequestAsync("m", fixture.New(), _timeout).AsTask();

        await inbox.Reader.NextAsync();
        var reply = fixture.Reply(await inbox.Reader.NextAsync());
        Assert.True(fixture.Bus.TryReply(reply));

        Assert.Same(reply, (await call.Soon()).Reply);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public async Task RequestAsync_Canceled_ThrowsAndFreesTheId(int capacity)
    {
        using var fixture = new BusFixture(capacity);
        using var cancel = new CancellationTokenSource();
        fixture.Bus.Register("m", "g");
        fixture.Bus.TrySend("m", fixture.New());
        var request = fixture.New();
        var call = fixture.Bus.RequestAsync("m", request, _timeout, cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(call.Soon);
        Assert.Equal(0, fixture.Bus.PendingRequests);
        Assert.False(fixture.Bus.TryReply(fixture.Reply(request)));
    }

    [Fact]
    public async Task RequestAsync_SameIdTwice_RefusesTheSecondAndKeepsTheFirst()
    {
        using var fixture = new BusFixture();
        var inbox = fixture.Bus.Register("m", "g");
        var request = fixture.New();
        var first = fixture.Bus.RequestAsync("m", request, _timeout).AsTask();

        Assert.Equal(SendStatus.Rejected, (await fixture.Bus.RequestAsync("m", request, _timeout).Soon()).Status);
        Assert.Equal(1, inbox.Reader.Count);
        Assert.True(fixture.Bus.TryReply(fixture.Reply(request)));
        Assert.Equal(SendStatus.Sent, (await first.Soon()).Status);
    }

    [Fact]
    public async Task Close_WithRequestsUnderWay_EndsThemAtOnce()
    {
        using var fixture = new BusFixture(capacity: 1);
        var inbox = fixture.Bus.Register("m", "g");
        var delivered = fixture.Bus.RequestAsync("m", fixture.New(), _timeout).AsTask();
        var waiting = fixture.Bus.RequestAsync("m", fixture.New(), _timeout).AsTask();

        fixture.Bus.Close(inbox);

        Assert.Equal(new ReplyResult(SendStatus.Closed, null, Delivered: true), await delivered.Soon());
        Assert.Equal(new ReplyResult(SendStatus.Closed, null, Delivered: false), await waiting.Soon());
    }

    [Fact]
    public void TryReply_UnknownParent_IsRefused()
    {
        using var fixture = new BusFixture();

        Assert.False(fixture.Bus.TryReply(fixture.New()));
        Assert.False(fixture.Bus.TryReply(fixture.Reply(fixture.New())));
    }

    [Fact]
    public async Task RequestGroupAsync_AllReply_GivesEveryReplyWithoutAClock()
    {
        using var fixture = new BusFixture();
        var a = fixture.Bus.Register("a", "g");
        var b = fixture.Bus.Register("b", "g");
        var request = fixture.New();
        var call = fixture.Bus.RequestGroupAsync("g", request, _timeout).AsTask();
        var asked = await b.Reader.NextAsync();

        Assert.True(fixture.Bus.TryReply(fixture.Reply(asked, "from b")));
        Assert.False(fixture.Bus.TryReply(fixture.Reply(asked, "from b, again")));
        Assert.False(call.IsCompleted);
        Assert.True(fixture.Bus.TryReply(fixture.Reply(await a.Reader.NextAsync(), "from a")));

        var result = await call.Soon();
        Assert.Equal((SendStatus.Sent, 2), (result.Status, result.Members));
        Assert.True(result.Replies[0].Content.IsText("from a"));
        Assert.True(result.Replies[1].Content.IsText("from b"));
        Assert.All(result.Replies, reply => Assert.Equal(request.Header.Id, reply.Header.ParentId));
        Assert.Equal(0, fixture.Bus.PendingRequests);
    }

    [Fact]
    public async Task RequestGroupAsync_OneSilent_TimesOutWithTheOthersReply()
    {
        using var fixture = new BusFixture();
        var a = fixture.Bus.Register("a", "g");
        fixture.Bus.Register("silent", "g");
        var call = fixture.Bus.RequestGroupAsync("g", fixture.New(), _timeout).AsTask();
        var received = await a.Reader.NextAsync();
        fixture.Bus.TryReply(fixture.Reply(received));

        fixture.Clock.Advance(_timeout);

        var result = await call.Soon();
        Assert.Equal((SendStatus.TimedOut, 1, 2), (result.Status, result.Replies.Count, result.Members));
        Assert.False(fixture.Bus.TryReply(fixture.Reply(received)));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task RequestGroupAsync_OneEnds_WaitsForNobodyButTheOthers(bool hasAnswered)
    {
        using var fixture = new BusFixture();
        var ending = fixture.Bus.Register("ending", "g");
        var slow = fixture.Bus.Register("slow", "g");
        var call = fixture.Bus.RequestGroupAsync("g", fixture.New(), _timeout).AsTask();
        var received = await ending.Reader.NextAsync();
        Assert.Equal(hasAnswered, hasAnswered && fixture.Bus.TryReply(fixture.Reply(received)));

        fixture.Bus.Close(ending);
        Assert.False(call.IsCompleted);
        fixture.Bus.TryReply(fixture.Reply(await slow.Reader.NextAsync()));

        var result = await call.Soon();
        Assert.Equal(hasAnswered ? (SendStatus.Sent, 2) : (SendStatus.Closed, 1), (result.Status, result.Replies.Count));
    }

    [Fact]
    public async Task RequestGroupAsync_UnknownOrEmptyGroup_AnswersAtOnce()
    {
        using var fixture = new BusFixture();
        fixture.Bus.Close(fixture.Bus.Register("a", "g"));

        Assert.Equal(SendStatus.UnknownTarget, (await fixture.Bus.RequestGroupAsync("other", fixture.New(), _timeout).Soon()).Status);
        Assert.Equal(SendStatus.Sent, (await fixture.Bus.RequestGroupAsync("g", fixture.New(), _timeout).Soon()).Status);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    public async Task RequestAsync_ImmediatelyAnsweringPeer_LosesNone(int callers)
    {
        const int total = 200_000;
        using var fixture = new BusFixture(timeProvider: TimeProvider.System);
        var inbox = fixture.Bus.Register("m", "g");
        var bus = fixture.Bus;
        var responder = Task.Run(async () =>
        {
            await foreach (var request in inbox.Reader.ReadAllAsync())
            {
                Assert.True(bus.TryReply(new Message(new MessageHeader(default, request.Header.Id, 0), default, default)));
            }
        });

        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (var i = 0; i < total / callers; i++)
            {
                var request = new Message(new MessageHeader(MessageId.New(), default, i), default, default);
                var result = await bus.RequestAsync("m", request, TimeSpan.FromMinutes(1));
                Assert.Equal(SendStatus.Sent, result.Status);
                Assert.Equal(request.Header.Id, result.Reply?.Header.ParentId);
            }
        }))).WaitAsync(TimeSpan.FromMinutes(2));

        bus.Close(inbox);
        await responder.Soon();
        Assert.Equal(0, bus.PendingRequests);
    }
}

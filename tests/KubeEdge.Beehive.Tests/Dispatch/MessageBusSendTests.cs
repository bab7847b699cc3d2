using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Tests.Dispatch;

public sealed class MessageBusSendTests
{
    [Fact]
    public async Task SendAsync_Module_DeliversTheSameInstance()
    {
        using var fixture = new BusFixture();
        var inbox = fixture.Bus.Register("m", "g");
        var message = fixture.New();

        Assert.Equal(SendStatus.Sent, await fixture.Bus.SendAsync("m", message).Soon());
        Assert.Same(message, await inbox.Reader.NextAsync());
    }

    [Fact]
    public async Task SendAsync_UnknownModule_SaysSo()
    {
        using var fixture = new BusFixture();

        Assert.Equal(SendStatus.UnknownTarget, await fixture.Bus.SendAsync("m", fixture.New()).Soon());
        Assert.Equal(SendStatus.UnknownTarget, fixture.Bus.TrySend("m", fixture.New()));
        Assert.Equal(new GroupSendResult(SendStatus.UnknownTarget, 0, 0), await fixture.Bus.SendToGroupAsync("g", fixture.New()).Soon());
        Assert.Equal(SendStatus.UnknownTarget, (await fixture.Bus.RequestAsync("m", fixture.New(), TimeSpan.FromSeconds(1)).Soon()).Status);
    }

    [Fact]
    public async Task SendAsync_FullInbox_WaitsForRoomAndKeepsOrder()
    {
        using var fixture = new BusFixture(capacity: 2);
        var inbox = fixture.Bus.Register("m", "g");
        var sends = Enumerable.Range(0, 6).Select(i => fixture.Bus.SendAsync("m", fixture.New($"{i}")).AsTask()).ToList();

        Assert.True(sends[1].IsCompletedSuccessfully);
        Assert.False(sends[2].IsCompleted);
        Assert.Equal(SendStatus.Full, fixture.Bus.TrySend("m", fixture.New("late")));

        for (var i = 0; i < 6; i++)
        {
            Assert.True((await inbox.Reader.NextAsync()).Content.IsText($"{i}"));
        }

        Assert.All(await Task.WhenAll(sends).Soon(), status => Assert.Equal(SendStatus.Sent, status));
    }

    [Fact]
    public async Task SendAsync_CanceledWhileWaiting_ThrowsAndLeavesNothingBehind()
    {
        using var fixture = new BusFixture(capacity: 1);
        using var limit = new CancellationTokenSource(TimeSpan.FromMilliseconds(100), fixture.Clock);
        var inbox = fixture.Bus.Register("m", "g");
        await fixture.Bus.SendAsync("m", fixture.New("first")).Soon();
        var waiting = fixture.Bus.SendAsync("m", fixture.New("second"), limit.Token).AsTask();

        fixture.Clock.Advance(TimeSpan.FromMilliseconds(99));
        Assert.False(waiting.IsCompleted);
        fixture.Clock.Advance(TimeSpan.FromMilliseconds(1));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(waiting.Soon);
        Assert.True((await inbox.Reader.NextAsync()).Content.IsText("first"));
        Assert.False(inbox.Reader.TryRead(out _));
    }

    [Fact]
    public async Task Calls_CanceledToken_ThrowBeforeAnythingIsSent()
    {
        using var fixture = new BusFixture();
        var inbox = fixture.Bus.Register("m", "g");
        var canceled = new CancellationToken(true);
        var message = fixture.New();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Bus.SendAsync("m", message, canceled).Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Bus.SendToGroupAsync("g", message, canceled).Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => fixture.Bus.RequestAsync("m", message, default, canceled).Soon());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => fixture.Bus.RequestGroupAsync("g", message, default, canceled).Soon());
        Assert.Equal(0, inbox.Reader.Count);
    }

    [Fact]
    public async Task Close_WhileReaderAndSenderWait_EndsBothWithoutAFakeMessage()
    {
        using var fixture = new BusFixture(capacity: 1);
        var idle = fixture.Bus.Register("idle", "g");
        var full = fixture.Bus.Register("full", "g");
        var receive = idle.Reader.WaitToReadAsync().AsTask();
        fixture.Bus.TrySend("full", fixture.New());
        var send = fixture.Bus.SendAsync("full", fixture.New()).AsTask();

        Assert.Equal(0, fixture.Bus.Close(idle));
        Assert.Equal(1, fixture.Bus.Close(full));

        Assert.False(await receive.Soon());
        Assert.Equal(SendStatus.Closed, await send.Soon());
        Assert.Equal(SendStatus.Closed, await fixture.Bus.SendAsync("idle", fixture.New()).Soon());
        Assert.Equal(SendStatus.Closed, fixture.Bus.TrySend("idle", fixture.New()));
    }

    [Fact]
    public void Register_NameTwice_Throws()
    {
        using var fixture = new BusFixture();
        fixture.Bus.Register("m", "g");

        var error = Assert.Throws<InvalidOperationException>(() => fixture.Bus.Register("m", "other"));
        Assert.Contains("'m'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SendToGroupAsync_ManyNumbered_ArriveStrictlyAscendingAtEveryMember()
    {
        const int count = 20_000;
        using var fixture = new BusFixture(capacity: 64);
        var members = new[] { fixture.Bus.Register("a", "g"), fixture.Bus.Register("b", "g") };
        var readers = members.Select(member => Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                Assert.Equal(i, (await member.Reader.NextAsync()).Header.TimestampMs);
            }
        })).ToArray();

        for (var i = 0; i < count; i++)
        {
            var message = new Message(new MessageHeader(default, default, i), default, default);
            Assert.Equal(new GroupSendResult(SendStatus.Sent, 2, 2), await fixture.Bus.SendToGroupAsync("g", message).Soon());
        }

        await Task.WhenAll(readers).Soon();
    }

    [Fact]
    public async Task SendToGroupAsync_NotAwaited_StillKeepsOrderAtASlowMember()
    {
        using var fixture = new BusFixture(capacity: 1);
        var slow = fixture.Bus.Register("slow", "g");
        var fast = fixture.Bus.Register("fast", "g");
        var sends = Enumerable.Range(0, 5).Select(i => fixture.Bus.SendToGroupAsync("g", fixture.New($"{i}")).AsTask()).ToList();

        for (var i = 0; i < 5; i++)
        {
            Assert.True((await fast.Reader.NextAsync()).Content.IsText($"{i}"));
        }

        for (var i = 0; i < 5; i++)
        {
            Assert.True((await slow.Reader.NextAsync()).Content.IsText($"{i}"));
        }

        Assert.All(await Task.WhenAll(sends).Soon(), result => Assert.Equal(new GroupSendResult(SendStatus.Sent, 2, 2), result));
    }

    [Fact]
    public async Task SendToGroupAsync_CanceledAtOneMember_Throws()
    {
        using var fixture = new BusFixture(capacity: 1);
        using var cancel = new CancellationTokenSource();
        fixture.Bus.Register("m", "g");
        fixture.Bus.TrySend("m", fixture.New());
        var send = fixture.Bus.SendToGroupAsync("g", fixture.New(), cancel.Token).AsTask();

        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(send.Soon);
    }

    [Fact]
    public async Task SendToGroupAsync_AfterAMemberEnded_LeavesItOut()
    {
        using var fixture = new BusFixture();
        var a = fixture.Bus.Register("a", "g");
        var b = fixture.Bus.Register("b", "g");
        fixture.Bus.Close(a);

        Assert.Equal(new GroupSendResult(SendStatus.Sent, 1, 1), await fixture.Bus.SendToGroupAsync("g", fixture.New()).Soon());
        fixture.Bus.Close(b);
        Assert.Equal(new GroupSendResult(SendStatus.Sent, 0, 0), await fixture.Bus.SendToGroupAsync("g", fixture.New()).Soon());
    }
}

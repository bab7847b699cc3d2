using System.Text;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Testing;
using KubeEdge.Viaduct.InMemory;
using KubeEdge.Viaduct.Links;
using KubeEdge.Viaduct.Tests.Peers;
using KubeEdge.Viaduct.Tests.Vectors;

namespace KubeEdge.Viaduct.Tests.Links;

public sealed class RequestTests
{
    [Fact]
    public async Task RequestAsync_WritesTheRecordedRequestWithTheSyncFlag()
    {
        var vector = WireVector.Get("ws-sync-request-c2s");
        await using var peer = new RawPeer(LinkEnd.Edge);
        var request = MessageJson.Read(vector.Payload).Message!;
        var asking = peer.Link.RequestAsync(request.WithHeader(request.Header with { Sync = false })).AsTask();

        Assert.Equal(Encoding.UTF8.GetString(vector.Payload), Encoding.UTF8.GetString((await peer.ReadAsync())!.Payload));
        await peer.SendRawAsync(WireVector.Get("ws-sync-response-generated-s2c").Wire);

        var reply = await asking.WaitAsync(Sample.Patience);
        Assert.Equal("fine", Sample.TextOf(reply.Reply!));
    }

    [Theory]
    [InlineData(Operations.Error)]
    [InlineData("anything")]
    public async Task RequestAsync_ReplyWithAnyOperation_CompletesIt(string operation)
    {
        await using var peer = new RawPeer();
        var request = Sample.Message("?");
        var asking = peer.Link.RequestAsync(request).AsTask();
        await peer.ReadAsync();
        await peer.SendTextAsync(
            $$"""{"header":{"msg_id":"r","parent_msg_id":"{{request.Header.Id}}","timestamp":1},"route":{"operation":"{{operation}}"},"content":"no"}""");

        Assert.Equal(operation, (await asking.WaitAsync(Sample.Patience)).Reply!.Route.Operation);
        Assert.Equal(0, peer.Link.Inbound.Count);
    }

    [Fact]
    public async Task RequestAsync_NoTimeGiven_TimesOutByTheDefaultAndALateReplyIsDelivered()
    {
        var clock = new ManualTimeProvider();
        var options = new LinkOptions { PingInterval = Timeout.InfiniteTimeSpan };
        await using var peer = new RawPeer(options: options, clock: clock);
        var request = Sample.Message("?");
        var asking = peer.Link.RequestAsync(request).AsTask();
        await peer.ReadAsync();

        clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(asking.IsCompleted);
        clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(SendStatus.TimedOut, (await asking.WaitAsync(Sample.Patience)).Status);

        await peer.SendTextAsync(
            $$"""{"header":{"msg_id":"late","parent_msg_id":"{{request.Header.Id}}","timestamp":1},"route":{},"content":null}""");
        Assert.Equal("late", (await peer.DeliveredAsync()).Header.Id.ToString());
    }

    [Fact]
    public async Task RequestAsync_Cancelled_ThrowsAndForgetsTheRequest()
    {
        await using var peer = new RawPeer();
        using var giveUp = new CancellationTokenSource();
        var request = Sample.Message("?");
        var asking = peer.Link.RequestAsync(request, cancellationToken: giveUp.Token).AsTask();
        await Assert.ThrowsAsync<ArgumentException>(() => peer.Link.RequestAsync(request).AsTask());

        await giveUp.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(Sample.Patience));
        var again = peer.Link.RequestAsync(request, TimeSpan.FromMilliseconds(1)).AsTask();
        Assert.Equal(SendStatus.TimedOut, (await again.WaitAsync(Sample.Patience)).Status);
    }

    [Fact]
    public async Task RequestAsync_WithoutId_IsMisuse()
    {
        await using var peer = new RawPeer();
        var message = Sample.Message("?");
        await Assert.ThrowsAsync<ArgumentException>(
            () => peer.Link.RequestAsync(message.WithHeader(message.Header with { Id = default })).AsTask());
    }

    [Fact]
    public async Task RequestAsync_ManyAtOnceWithAPeerThatAnswersImmediately_NoneIsLost()
    {
        // The original loses 6 to 19 of 1,000.
        var count = Effort.Of(10_000, 1_000_000);
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud);
        var answering = Task.Run(async () =>
        {
            await foreach (var request in link.Cloud.Inbound.ReadAllAsync())
            {
                _ = link.Cloud.SendAsync(Sample.Messages.Reply(request, request.Content)).AsTask();
            }
        });
        var left = count;
        var callers = Enumerable.Range(0, 8).Select(caller => Task.Run(async () =>
        {
            while (Interlocked.Decrement(ref left) >= 0)
            {
                var request = Sample.Message($"{caller}");
                var reply = await link.Edge.RequestAsync(request, TimeSpan.FromSeconds(30));
                Assert.Equal(SendStatus.Sent, reply.Status);
                Assert.Equal(request.Header.Id, reply.Reply!.Header.ParentId);
            }
        }));

        await Task.WhenAll(callers).WaitAsync(TimeSpan.FromMinutes(count > 10_000 ? 10 : 1));
        Assert.Equal(0, link.Edge.Inbound.Count);
        await link.Edge.CloseAsync().AsTask().WaitAsync(Sample.Patience);
        await answering.WaitAsync(Sample.Patience);
    }

    [Fact]
    public async Task RequestAsync_CallersThatBlockTheirThread_DoNotHoldTheLinkUp()
    {
        await using var link = MemoryLink.CreatePair(Sample.Edge, Sample.Cloud);
        var answering = Task.Run(async () =>
        {
            await foreach (var request in link.Cloud.Inbound.ReadAllAsync())
            {
                // The reply to this comes through the loop that delivered the request.
                Block(link.Cloud.RequestAsync(Sample.Message("back")));
                await link.Cloud.SendAsync(Sample.Messages.Reply(request, request.Content));
            }
        });
        var answeringBack = Task.Run(async () =>
        {
            await foreach (var request in link.Edge.Inbound.ReadAllAsync())
            {
                await link.Edge.SendAsync(Sample.Messages.Reply(request, request.Content));
            }
        });
        var asking = Task.Run(async () =>
        {
            for (var i = 0; i < 100; i++)
            {
                Assert.Equal(SendStatus.Sent, (await link.Edge.RequestAsync(Sample.Message("one"))).Status);
                Assert.Equal(SendStatus.Sent, Block(link.Edge.RequestAsync(Sample.Message("two"))).Status);
            }
        });

        await asking.WaitAsync(Sample.Patience);
        await link.Edge.CloseAsync().AsTask().WaitAsync(Sample.Patience);
        await Task.WhenAll(answering, answeringBack).WaitAsync(Sample.Patience);
    }

    private static ReplyResult Block(ValueTask<ReplyResult> reply) => reply.AsTask().WaitAsync(Sample.Patience).GetAwaiter().GetResult();
}

using System.Text;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct.Links;
using KubeEdge.Viaduct.Tests.Peers;
using KubeEdge.Viaduct.Tests.Vectors;

namespace KubeEdge.Viaduct.Tests.Links;

public sealed class SendingTests
{
    [Theory]
    [MemberData(nameof(WireVector.Ids), MemberType = typeof(WireVector))]
    public async Task SendAsync_RecordedMessage_WritesTheRecordedPayload(string id)
    {
        var vector = WireVector.Get(id);
        await using var peer = new RawPeer(vector.IsMasked ? LinkEnd.Edge : LinkEnd.Cloud);
        var message = MessageJson.Read(vector.Payload).Message!;

        var sending = peer.Link.SendAsync(message).AsTask();
        var frame = await peer.ReadAsync();

        Assert.Equal(SendStatus.Sent, await sending.WaitAsync(Sample.Patience));
        Assert.Equal(vector.IsMasked, frame!.IsMasked);
        Assert.True(frame.IsFinal);
        var expected = Encoding.UTF8.GetString(vector.Payload);
        Assert.Equal(expected.Replace(",\"sync\":true", string.Empty, StringComparison.Ordinal), Encoding.UTF8.GetString(frame.Payload));
    }

    [Fact]
    public async Task SendAsync_ContentThatDoesNotSerialise_IsRejectedAndNothingLeaves()
    {
        await using var peer = new RawPeer();
        var poison = Sample.Messages.New(new("s", "g", "r", "update"), MessageContent.Object(double.NaN, Numbers.Default.Double));
        var thrower = Sample.Messages.New(new("s", "g", "r", "update"), MessageContent.Object(new Thrower(), Numbers.Default.Thrower));

        Assert.Equal(SendStatus.Rejected, await peer.Link.SendAsync(poison));
        Assert.Equal(SendStatus.Rejected, await peer.Link.SendAsync(thrower));
        Assert.Equal(SendStatus.Rejected, (await peer.Link.RequestAsync(poison)).Status);
        Assert.Equal(SendStatus.Sent, await peer.Link.SendAsync(Sample.Message("good")));

        Assert.Equal("good", Sample.TextOf(MessageJson.Read((await peer.ReadAsync())!.Payload).Message!));
    }

    [Fact]
    public async Task SendAsync_MessageOverTheLimit_IsRejected()
    {
        await using var peer = new RawPeer(options: new() { Limits = new() { MaxMessageBytes = 1000 } });
        Assert.Equal(SendStatus.Rejected, await peer.Link.SendAsync(Sample.Message(new string('x', 1000))));
        Assert.Equal(SendStatus.Sent, await peer.Link.SendAsync(Sample.Message("small")));
    }

    [Fact]
    public async Task SendAsync_UrgentWhileTheSocketIsBusy_OvertakesNormalOnes()
    {
        var gate = new GateStream.Gate();
        await using var peer = new RawPeer(wrap: stream => new GateStream(stream, gate));
        gate.Shut();
        var first = peer.Link.SendAsync(Sample.Message("first")).AsTask();
        await gate.Waiting.WaitAsync(Sample.Patience);
        var normal = Enumerable.Range(0, 5).Select(i => peer.Link.SendAsync(Sample.Message($"normal-{i}")).AsTask()).ToList();
        var urgent = peer.Link.SendAsync(Sample.Message("urgent"), LinkLane.Urgent).AsTask();
        Assert.False(first.IsCompleted);

        gate.Open();

        string[] expected = ["first", "urgent", "normal-0", "normal-1", "normal-2", "normal-3", "normal-4"];
        foreach (var text in expected)
        {
            Assert.Equal(text, Sample.TextOf(MessageJson.Read((await peer.ReadAsync())!.Payload).Message!));
        }

        Assert.All(await Task.WhenAll([first, urgent, .. normal]).WaitAsync(Sample.Patience), status => Assert.Equal(SendStatus.Sent, status));
        Assert.Equal(3, gate.Writes);
    }

    [Fact]
    public async Task SendAsync_MoreThanMayWait_KeepsOrderAndLosesNothing()
    {
        var gate = new GateStream.Gate();
        await using var peer = new RawPeer(options: new() { Limits = new() { OutboundBytes = 1000 } }, wrap: stream => new GateStream(stream, gate));
        gate.Shut();
        var sends = Enumerable.Range(0, 200).Select(i => peer.Link.SendAsync(Sample.Message($"{i}")).AsTask()).ToList();
        using var giveUp = new CancellationTokenSource();
        var cancelled = peer.Link.SendAsync(Sample.Message("never"), cancellationToken: giveUp.Token).AsTask();
        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Sample.Patience));

        gate.Open();

        for (var i = 0; i < 200; i++)
        {
            Assert.Equal($"{i}", Sample.TextOf(MessageJson.Read((await peer.ReadAsync())!.Payload).Message!));
        }

        Assert.All(await Task.WhenAll(sends).WaitAsync(Sample.Patience), status => Assert.Equal(SendStatus.Sent, status));
    }

    [Fact]
    public async Task SendAsync_GivenUpBeforeThereIsRoom_IsNotSent()
    {
        var gate = new GateStream.Gate();
        await using var peer = new RawPeer(options: new() { Limits = new() { OutboundBytes = 100 } }, wrap: stream => new GateStream(stream, gate));
        gate.Shut();
        var sends = new List<Task<SendStatus>>();
        var cancelled = new List<Task<SendStatus>>();
        using var giveUp = new CancellationTokenSource();
        for (var i = 0; i < 10; i++)
        {
            sends.Add(peer.Link.SendAsync(Sample.Message($"{i}")).AsTask());
            if (i >= 2)
            {
                cancelled.Add(peer.Link.SendAsync(Sample.Message("never"), cancellationToken: giveUp.Token).AsTask());
            }
        }

        await giveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.WhenAll(cancelled).WaitAsync(Sample.Patience));
        gate.Open();

        for (var i = 0; i < 10; i++)
        {
            Assert.Equal($"{i}", Sample.TextOf(MessageJson.Read((await peer.ReadAsync())!.Payload).Message!));
        }

        Assert.All(await Task.WhenAll(sends).WaitAsync(Sample.Patience), status => Assert.Equal(SendStatus.Sent, status));
    }

    [Fact]
    public async Task SendAsync_CancelledWhileBytesWait_ThrowsAndLaterSendsAreRight()
    {
        var gate = new GateStream.Gate();
        await using var peer = new RawPeer(wrap: stream => new GateStream(stream, gate));
        for (var round = 0; round < 20; round++)
        {
            gate.Shut();
            using var giveUp = new CancellationTokenSource();
            var blocked = peer.Link.SendAsync(Sample.Message("blocked")).AsTask();
            var cancelled = peer.Link.SendAsync(Sample.Message("cancelled"), cancellationToken: giveUp.Token).AsTask();
            await giveUp.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.WaitAsync(Sample.Patience));
            var other = peer.Link.SendAsync(Sample.Message("other")).AsTask();
            Assert.False(other.IsCompleted);
            gate.Open();
            Assert.Equal(SendStatus.Sent, await blocked.WaitAsync(Sample.Patience));
            Assert.Equal(SendStatus.Sent, await other.WaitAsync(Sample.Patience));
        }
    }

    [Fact]
    public async Task SendAsync_EightSendersAndAReplier_EveryMessageIntactAndInOrderPerSender()
    {
        const int count = 500;
        await using var link = KubeEdge.Viaduct.InMemory.MemoryLink.CreatePair(Sample.Edge, Sample.Cloud);
        var replier = Task.Run(async () =>
        {
            var next = new int[8];
            for (var i = 0; i < 8 * count; i++)
            {
                var request = await link.Cloud.Inbound.ReadAsync();
                var parts = Sample.TextOf(request).Split('-');
                var sender = int.Parse(parts[0], System.Globalization.CultureInfo.InvariantCulture);
                Assert.Equal($"{next[sender]++}", parts[1]);
                await link.Cloud.SendAsync(Sample.Messages.Reply(request, MessageContent.Text(Sample.TextOf(request))), LinkLane.Urgent);
            }
        });
        var senders = Enumerable.Range(0, 8).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < count; i++)
            {
                var filler = new string('z', i * 13 % 3000);
                Assert.Equal(SendStatus.Sent, await link.Edge.SendAsync(Sample.Message($"{sender}-{i}-{filler}")));
            }
        }));
        var replies = Task.Run(async () =>
        {
            for (var i = 0; i < 8 * count; i++)
            {
                await link.Edge.Inbound.ReadAsync();
            }
        });

        await Task.WhenAll([replier, replies, .. senders]).WaitAsync(Sample.Patience);
    }
}

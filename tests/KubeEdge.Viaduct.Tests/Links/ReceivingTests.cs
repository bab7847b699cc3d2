using System.Text;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.Links;
using KubeEdge.Viaduct.Tests.Peers;
using KubeEdge.Viaduct.Tests.Vectors;

namespace KubeEdge.Viaduct.Tests.Links;

public sealed class ReceivingTests
{
    [Theory]
    [MemberData(nameof(WireVector.Delivered), MemberType = typeof(WireVector))]
    public async Task Inbound_RecordedFrames_DeliversTheMessage(string id)
    {
        var vector = WireVector.Get(id);
        await using var peer = new RawPeer(vector.IsMasked ? LinkEnd.Cloud : LinkEnd.Edge);

        await peer.SendRawAsync(vector.Wire);

        var message = await peer.DeliveredAsync();
        var expected = MessageJson.Read(vector.Payload).Message!;
        Assert.Equal(expected.Header, message.Header);
        Assert.Equal(expected.Route, message.Route);
        Assert.Equal(expected.Content.Kind, message.Content.Kind);
        Assert.Equal(expected.Content.ToData().ToArray(), message.Content.ToData().ToArray());
    }

    [Theory]
    [InlineData("ws-control-ping-c2s")]
    [InlineData("ws-control-pong-c2s")]
    [InlineData("ws-control-config-c2s")]
    public async Task ControlMessage_IsAnsweredWithAckAndNotDelivered(string id)
    {
        var vector = WireVector.Get(id);
        await using var peer = new RawPeer();
        await peer.SendRawAsync(vector.Wire);
        await peer.SendMessageAsync("after", "header");

        var reply = MessageJson.Read((await peer.ReadAsync())!.Payload).Message!;

        var request = MessageJson.Read(vector.Payload).Message!;
        Assert.Equal(request.Header.Id, reply.Header.ParentId);
        Assert.NotEqual(request.Header.Id, reply.Header.Id);
        Assert.Equal(request.Route with { Operation = Operations.Response }, reply.Route);
        Assert.Equal("ack", Sample.TextOf(reply));
        Assert.Equal("after", (await peer.DeliveredAsync()).Header.Id.ToString());
    }

    [Theory]
    [InlineData("""{"header":{"msg_id":"1","timestamp":5},"route":{},"content":1} {"header":{"msg_id":"2","timestamp":5},"route":{},"content":2}""")]
    [InlineData("""{"header":{"msg_id":"1","timestamp":5},"route":{},"content":1} trailing garbage""")]
    [InlineData("""{"Header":{"MSG_ID":"1","Timestamp":5},"ROUTE":{"Source":"s"},"CONTENT":1}""")]
    [InlineData("""{"header":{"msg_id":"1"},"content":1,"unknown":[{}]}""")]
    public async Task Inbound_LenientDocuments_AreDeliveredOnceAndTheLinkStays(string document)
    {
        await using var peer = new RawPeer();
        await peer.SendTextAsync(document);
        await peer.SendMessageAsync("next");

        Assert.Equal("1", (await peer.DeliveredAsync()).Header.Id.ToString());
        Assert.Equal("next", (await peer.DeliveredAsync()).Header.Id.ToString());
    }

    [Fact]
    public async Task Inbound_NullDocument_IsAnEmptyMessage()
    {
        await using var peer = new RawPeer();
        await peer.SendTextAsync("null");
        Assert.True((await peer.DeliveredAsync()).Header.Id.IsEmpty);
        await peer.SendMessageAsync("next");
        Assert.Equal("next", (await peer.DeliveredAsync()).Header.Id.ToString());
    }

    [Fact]
    public async Task Inbound_BinaryFrame_IsLikeText()
    {
        await using var peer = new RawPeer();
        await peer.SendAsync(Opcode.Binary, WireVector.Get("ws-keepalive-c2s").Payload);
        Assert.Equal("keepalive", (await peer.DeliveredAsync()).Route.Operation);
    }

    [Theory]
    [InlineData("""{"header":{"msg_id":"1","timestamp":5.0}}""")]
    [InlineData("""{"header":{"msg_id":7}}""")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"header\":")]
    [InlineData("garbage")]
    [InlineData(" ")]
    public async Task Inbound_MalformedDocument_ClosesWithTheReason(string document)
    {
        await using var peer = new RawPeer(options: Sample.Unhurried);
        await peer.SendMessageAsync("before");
        await peer.SendTextAsync(document);
        await peer.SendMessageAsync("behind");

        var close = await peer.ReadAsync();
        Assert.Equal(Opcode.Close, close!.Opcode);
        Assert.Equal(CloseCode.InvalidPayload, close.CloseCode);
        Assert.StartsWith("malformed message: ", close.CloseReason, StringComparison.Ordinal);
        await peer.SendCloseAsync(close.CloseCode);
        var closed = await peer.ClosedAsync();
        Assert.Equal(LinkCloseReason.ProtocolError, closed.Reason);
        Assert.True(closed.IsOrderly);
        Assert.Equal("before", (await peer.DeliveredAsync()).Header.Id.ToString());
        Assert.False(await peer.Link.Inbound.WaitToReadAsync().AsTask().WaitAsync(Sample.Patience));
    }

    [Fact]
    public async Task Inbound_EmptyMessage_ClosesWithTheReason()
    {
        await using var peer = new RawPeer();
        await peer.SendRawAsync(WireVector.Get("ws-content-unserializable-c2s").Wire);

        var close = await peer.ReadAsync();
        Assert.Equal("empty message", close!.CloseReason);
    }

    [Fact]
    public async Task Inbound_EmptyMessageWhenIgnored_GoesOn()
    {
        await using var peer = new RawPeer(options: new() { IgnoreEmptyMessages = true });
        await peer.SendRawAsync(WireVector.Get("ws-content-unserializable-c2s").Wire);
        await peer.SendMessageAsync("next");
        Assert.Equal("next", (await peer.DeliveredAsync()).Header.Id.ToString());
    }

    [Fact]
    public async Task Inbound_MessageOverTheLimit_ClosesWithTooLargeBeforeItIsRead()
    {
        await using var peer = new RawPeer(options: new() { CloseTimeout = Sample.Patience, Limits = new() { MaxMessageBytes = 1000 } });
        await peer.SendRawAsync(RawFrame.Bytes(Opcode.Text, new byte[1001], true).AsMemory(0, 100));

        var close = await peer.ReadAsync();
        Assert.Equal(CloseCode.TooLarge, close!.CloseCode);
        await peer.Stream.DisposeAsync();
        Assert.Equal(LinkCloseReason.TooLarge, (await peer.ClosedAsync()).Reason);
    }

    [Theory]
    [InlineData("GET / HTTP/1.1\r\nHost: x\r\n\r\n")]
    [InlineData("\u0081\u0002{}")]
    public async Task Inbound_GarbageBytes_ClosesWithAProtocolError(string bytes)
    {
        await using var peer = new RawPeer();
        await peer.SendRawAsync(Encoding.Latin1.GetBytes(bytes));

        Assert.Equal(CloseCode.ProtocolError, (await peer.ReadAsync())!.CloseCode);
        await peer.SendRawAsync(new byte[100_000]);
        await peer.Stream.DisposeAsync();
        Assert.Equal(LinkCloseReason.ProtocolError, (await peer.ClosedAsync()).Reason);
    }

    [Fact]
    public async Task Ping_IsAnsweredWithItsPayload()
    {
        await using var peer = new RawPeer(LinkEnd.Edge);
        await peer.SendAsync(Opcode.Ping, "are you there"u8);

        var pong = await peer.ReadAsync();
        Assert.Equal(Opcode.Pong, pong!.Opcode);
        Assert.True(pong.IsMasked);
        Assert.Equal("are you there"u8.ToArray(), pong.Payload);
    }

    [Fact]
    public async Task Inbound_LargeMessagesInManyReads_ArriveWhole()
    {
        await using var peer = new RawPeer();
        var text = new string('y', 3_000_000);
        var sending = peer.SendTextAsync($$"""{"header":{"msg_id":"big","timestamp":1},"route":{},"content":"{{text}}"}""");

        Assert.Equal(text, Sample.TextOf(await peer.DeliveredAsync()));
        await sending;
    }
}

using System.Text;
using KubeEdge.Viaduct.Framing;
using KubeEdge.Viaduct.InMemory;
using KubeEdge.Viaduct.Links;

namespace KubeEdge.Viaduct.Tests.Peers;

/// <summary>A link under test whose other end is in the hands of the test, frame by frame.</summary>
internal sealed class RawPeer : IAsyncDisposable
{
    private readonly bool _masks;

    public RawPeer(LinkEnd end = LinkEnd.Cloud, LinkOptions? options = null, TimeProvider? clock = null, Func<Stream, Stream>? wrap = null)
    {
        (var mine, Stream) = DuplexStream.CreatePair();
        _masks = end == LinkEnd.Cloud;
        options ??= clock is null ? Sample.Unhurried : new();
        Link = StreamLink.Start(
            wrap is null ? mine : wrap(mine), end, Sample.Edge, options, clock ?? TimeProvider.System, loggers: null, meters: null);
    }

    /// <summary>The link under test.</summary>
    public StreamLink Link { get; }

    /// <summary>The other end.</summary>
    public Stream Stream { get; }

    public Task SendRawAsync(ReadOnlyMemory<byte> bytes) => Stream.WriteAsync(bytes).AsTask().WaitAsync(Sample.Patience);

    public Task SendAsync(Opcode opcode, ReadOnlySpan<byte> payload, bool isFinal = true) =>
        SendRawAsync(RawFrame.Bytes(opcode, payload, _masks, isFinal));

    public Task SendTextAsync(string text) => SendAsync(Opcode.Text, Encoding.UTF8.GetBytes(text));

    /// <summary>A message that the link delivers.</summary>
    public Task SendMessageAsync(string id, string operation = "update") => SendTextAsync(
        $$"""{"header":{"msg_id":"{{id}}","timestamp":1},"route":{"source":"s","group":"g","operation":"{{operation}}","resource":"r"},"content":"x"}""");

    public Task SendCloseAsync(int code, string reason = "") =>
        SendAsync(Opcode.Close, [(byte)(code >> 8), (byte)code, .. Encoding.UTF8.GetBytes(reason)]);

    /// <summary>The next frame from the link; null when it has ended the stream.</summary>
    public Task<RawFrame?> ReadAsync() => RawFrame.ReadAsync(Stream).WaitAsync(Sample.Patience);

    public Task<Beehive.Messages.Message> DeliveredAsync() => Link.Inbound.ReadAsync().AsTask().WaitAsync(Sample.Patience);

    public Task<LinkClosed> ClosedAsync() => Link.Closed.WaitAsync(Sample.Patience);

    public async ValueTask DisposeAsync()
    {
        await Stream.DisposeAsync();
        await Link.DisposeAsync();
    }
}

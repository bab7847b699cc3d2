using System.Text;
using System.Threading.Channels;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Tests.Support;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Tests.Hosting;

public sealed class UploadBytesTests
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(30);
    private static readonly byte[] _isBase64 = [.. "\"encoding\":\"base64\""u8];

    [Fact]
    public async Task Upload_OfBytes_ReachesTheHandlerUnchanged_AndATextStaysOne()
    {
        using var directory = new TemporaryDirectory();
        await using var api = await FakeApi.StartAsync();
        var handler = new Consumer();
        await using var cloud = await CloudRig.StartAsync(directory.Path, api.Address, handlers: [handler]);
        var dialled = await cloud.DialAsync("edge-1", cloud.Authority.IssueNode("edge-1"), ["upload-bytes"]);
        await using var link = Assert.IsAssignableFrom<ILink>(dialled.Link);
        Assert.Contains("upload-bytes", link.Peer.Features);

        await link.SendAsync(Upload(MessageContent.Bytes(new byte[] { 0xff, 0x00, 0x78 }), _isBase64)).AsTask().WaitAsync(_limit);
        await link.SendAsync(Upload(MessageContent.Text("/wB4"), [])).AsTask().WaitAsync(_limit);
        await link.SendAsync(Upload(MessageContent.Text("not base64"), _isBase64)).AsTask().WaitAsync(_limit);

        Assert.Equal("ff0078", Convert.ToHexStringLower((await handler.NextAsync()).Content.ToData().Span));
        Assert.Equal("/wB4", Encoding.UTF8.GetString((await handler.NextAsync()).Content.ToData().Span));
        Assert.Equal("not base64", Encoding.UTF8.GetString((await handler.NextAsync()).Content.ToData().Span));
    }

    [Fact]
    public async Task Upload_MarkedByANodeThatDidNotOfferIt_IsLeftAsItIs()
    {
        var handler = new Consumer();
        await using var rig = new SessionRig([handler]);
        await using var link = rig.Connect("edge-1", "upload-confirmation");

        await link.Edge.SendAsync(Upload(MessageContent.Text("/wB4"), _isBase64)).AsTask().WaitAsync(_limit);

        Assert.True((await handler.NextAsync()).Content.IsText("/wB4"));
    }

    private static Message Upload(MessageContent content, byte[] extensions)
    {
        var message = new MessageFactory(TimeProvider.System).New(new MessageRoute("bus", "user", "default/test", "upload"), content);
        return message.WithHeader(message.Header with { Extensions = extensions });
    }

    private sealed class Consumer : IUpstreamHandler
    {
        private readonly Channel<Message> _taken = Channel.CreateUnbounded<Message>();

        public bool Handles(in MessageRoute route) => route.Operation == "upload";

        public ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken) =>
            _taken.Writer.WriteAsync(message, cancellationToken);

        public async Task<Message> NextAsync() => await _taken.Reader.ReadAsync().AsTask().WaitAsync(_limit);
    }
}

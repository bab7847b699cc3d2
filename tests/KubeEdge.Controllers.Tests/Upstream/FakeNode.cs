using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Viaduct;

namespace KubeEdge.Controllers.Tests.Upstream;

/// <summary>A session whose node reads everything at once.</summary>
internal sealed class FakeNode(string name) : IConnectedNode
{
    private readonly Channel<Message> _received = Channel.CreateUnbounded<Message>();

    public string Name => name;

    public LinkPeer Peer { get; } = new() { NodeId = name };

    public bool IsReplaced { get; set; }

    public ValueTask<SendStatus> SendAsync(Message message, CancellationToken cancellationToken = default)
    {
        _received.Writer.TryWrite(message);
        return new(SendStatus.Sent);
    }

    public Task<Message> NextAsync() => _received.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public bool TryNext(out Message? message) => _received.Reader.TryRead(out message);
}

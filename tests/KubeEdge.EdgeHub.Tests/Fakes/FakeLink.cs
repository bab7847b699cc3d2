using System.Collections.Concurrent;
using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Tests.Fakes;

/// <summary>A link without a wire: what is sent is written down, and the test says how each send ends.</summary>
internal sealed class FakeLink(LinkPeer? peer = null) : ILink
{
    private readonly TaskCompletionSource<LinkClosed> _closed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Channel<Message> _inbound = Channel.CreateUnbounded<Message>();
    private readonly Channel<(Message Message, LinkLane Lane)> _sent = Channel.CreateUnbounded<(Message, LinkLane)>();

    /// <summary>How a send ends; by default at once and well, or closed when the link is.</summary>
    public Func<Message, LinkLane, ValueTask<SendStatus>>? OnSend { get; set; }

    public LinkPeer Peer { get; } = peer ?? new LinkPeer { NodeId = "edge-1" };

    public ChannelReader<Message> Inbound => _inbound.Reader;

    public Task<LinkClosed> Closed => _closed.Task;

    public bool IsDisposed { get; private set; }

    public ConcurrentQueue<LinkCloseReason> CloseCalls { get; } = [];

    public ValueTask<SendStatus> SendAsync(Message message, LinkLane lane = LinkLane.Normal, CancellationToken cancellationToken = default)
    {
        _sent.Writer.TryWrite((message, lane));
        return OnSend is not null ? OnSend(message, lane)
            : ValueTask.FromResult(_closed.Task.IsCompleted ? SendStatus.Closed : SendStatus.Sent);
    }

    /// <summary>The next message that was sent.</summary>
    public async Task<(Message Message, LinkLane Lane)> NextAsync() =>
        await _sent.Reader.ReadAsync().AsTask().WaitAsync(TimeSpan.FromSeconds(30));

    public bool TryNext(out (Message Message, LinkLane Lane) sent) => _sent.Reader.TryRead(out sent);

    public void Receive(Message message) => Assert.True(_inbound.Writer.TryWrite(message));

    /// <summary>The link ends, whoever ended it.</summary>
    public void End(LinkCloseReason reason, bool orderly = false, string? detail = null)
    {
        _closed.TrySetResult(new LinkClosed(reason, detail, orderly));
        _inbound.Writer.TryComplete();
    }

    public ValueTask<ReplyResult> RequestAsync(Message request, TimeSpan timeout = default, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask CloseAsync(LinkCloseReason reason = LinkCloseReason.Local, CancellationToken cancellationToken = default)
    {
        CloseCalls.Enqueue(reason);
        End(reason);
        return ValueTask.CompletedTask;
    }

    public ValueTask DisposeAsync()
    {
        IsDisposed = true;
        End(LinkCloseReason.Local);
        return ValueTask.CompletedTask;
    }
}

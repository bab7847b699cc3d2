using System.Collections.Concurrent;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.EdgeHub.Tests.Fakes;

/// <summary>A bus that writes down what it is given.</summary>
internal sealed class FakeBus : IMessageBus
{
    public ConcurrentQueue<(string Target, Message Message)> Sent { get; } = [];

    /// <summary>Called before each delivery; a test waits or looks around in it.</summary>
    public Func<string, Message, CancellationToken, ValueTask>? OnSend { get; set; }

    /// <summary>Modules and groups that exist; all when null.</summary>
    public HashSet<string>? Known { get; set; }

    /// <summary>Requests that wait for a reply.</summary>
    public ConcurrentDictionary<MessageId, TaskCompletionSource<Message>> Waiting { get; } = [];

    public async ValueTask<SendStatus> SendAsync(string module, Message message, CancellationToken cancellationToken = default)
    {
        if (OnSend is not null)
        {
            await OnSend(module, message, cancellationToken);
        }

        if (Known is not null && !Known.Contains(module))
        {
            return SendStatus.UnknownTarget;
        }

        Sent.Enqueue((module, message));
        return SendStatus.Sent;
    }

    public SendStatus TrySend(string module, Message message) => throw new NotSupportedException();

    public async ValueTask<GroupSendResult> SendToGroupAsync(string group, Message message, CancellationToken cancellationToken = default)
    {
        var status = await SendAsync(group, message, cancellationToken);
        return new GroupSendResult(status, status == SendStatus.Sent ? 1 : 0, 1);
    }

    public ValueTask<ReplyResult> RequestAsync(string module, Message request, TimeSpan timeout, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException();

    public ValueTask<GroupReplyResult> RequestGroupAsync(
        string group, Message request, TimeSpan timeout, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public bool TryReply(Message reply) =>
        Waiting.TryRemove(reply.Header.ParentId, out var waiter) && waiter.TrySetResult(reply);
}

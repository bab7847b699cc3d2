using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>
/// The in-process bus: one bounded inbox per module, groups that address several modules, request and reply.
/// Order from one sender to one module holds, for groups too. Nothing is dropped silently: every call returns an outcome.
/// Answers to the original's beehive context (Send, SendSync, SendResp, SendToGroup).
/// </summary>
public interface IMessageBus
{
    /// <summary>Puts a message into a module's inbox, waiting for room.</summary>
    ValueTask<SendStatus> SendAsync(string module, Message message, CancellationToken cancellationToken = default);

    /// <summary>Puts a message into a module's inbox if there is room now.</summary>
    SendStatus TrySend(string module, Message message);

    /// <summary>Puts a message into the inbox of every member of a group, waiting for room in each.</summary>
    ValueTask<GroupSendResult> SendToGroupAsync(string group, Message message, CancellationToken cancellationToken = default);

    /// <summary>Sends a request and waits for its reply. The waiter is registered before the request leaves, so no reply is lost.</summary>
    ValueTask<ReplyResult> RequestAsync(string module, Message request, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>
    /// Sends a request to every member of a group, to each under an id of its own, and waits until each has answered or ended, or the time
    /// is up. Unlike the original's SendToGroupSync it gives the replies to the caller, as answers to the request, and polls nothing.
    /// </summary>
    ValueTask<GroupReplyResult> RequestGroupAsync(
        string group, Message request, TimeSpan timeout, CancellationToken cancellationToken = default);

    /// <summary>Completes the request whose id is the reply's parent id. False when nobody waits for it (any more).</summary>
    bool TryReply(Message reply);
}

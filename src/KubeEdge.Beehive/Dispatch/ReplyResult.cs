using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Dispatch;

/// <summary>The outcome of a request.</summary>
/// <param name="Status"><see cref="SendStatus.Sent"/> when <paramref name="Reply"/> is there, else why not.</param>
/// <param name="Reply">The reply; null unless <paramref name="Status"/> is <see cref="SendStatus.Sent"/>.</param>
/// <param name="Delivered">Whether the request reached the receiver; tells a slow receiver from one that never got it.</param>
public readonly record struct ReplyResult(SendStatus Status, Message? Reply, bool Delivered = false)
{
    /// <summary>
    /// The failure in the words of the original's SendSync where it has any, for peers and tools that look for them; null when the reply
    /// is there.
    /// </summary>
    /// <param name="module">The module that was asked.</param>
    /// <param name="request">The request.</param>
    public string? ToErrorText(string module, Message request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return Status switch
        {
            SendStatus.Sent => null,
            SendStatus.UnknownTarget => $"bad request module name({module})",
            SendStatus.TimedOut when Delivered => $"timeout to get response for message {request.Header.Id}",
            SendStatus.TimedOut or SendStatus.Full => $"timeout to send message {request.Header.Id}",
            SendStatus.Closed => $"module {module} has closed",
            _ => $"message {request.Header.Id} cannot be sent",
        };
    }
}

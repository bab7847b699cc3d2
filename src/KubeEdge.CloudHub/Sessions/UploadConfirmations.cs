using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>
/// Tells a node of ours which of its rule data was taken, so that it can forget it. A confirmation names one message and stands for all
/// rule data before it on the link. After one that was not taken, what follows is left until that one comes again, or one that says by its
/// parent id that the node gave it up: so the order stays.
/// </summary>
internal sealed class UploadConfirmations(ILink link, MessageFactory messages, TimeProvider timeProvider)
{
    private const string Ok = "OK";

    // A node keeps at least some hundred under way, so it need not wait for the rest of its window.
    private const int MostTogether = 32;
    private static readonly TimeSpan _longestHeld = TimeSpan.FromSeconds(1);

    private Message? _taken;
    private int _count;
    private long _since;
    private MessageId _refused;

    public static bool IsUpload(in MessageRoute route) =>
        route is { Source: SourceNames.Bus, Group: GroupNames.User, Operation: Operations.Upload };

    /// <summary>The message as it is to be handled; null when it follows one that was not taken.</summary>
    public Message? Admit(Message message)
    {
        ref readonly var header = ref message.Header;
        if (!_refused.IsEmpty && header.Id != _refused && header.ParentId != _refused)
        {
            return null;
        }

        _refused = default;
        return header.ParentId.IsEmpty ? message : message.WithHeader(header with { ParentId = default });
    }

    /// <summary>Notes what became of a message that was admitted, and tells the node when enough has come together.</summary>
    public async ValueTask SettleAsync(Message message, bool isTaken, bool isLast, CancellationToken cancellationToken)
    {
        if (isTaken)
        {
            _taken = message;
            _since = _count++ == 0 ? timeProvider.GetTimestamp() : _since;
            if (isLast || _count >= MostTogether || timeProvider.GetElapsedTime(_since) >= _longestHeld)
            {
                await ConfirmAsync(cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        await ConfirmAsync(cancellationToken).ConfigureAwait(false);
        _refused = message.Header.Id;
        var refusal = messages.Reply(message, MessageContent.Text("the cloud could not take it"));
        await SendAsync(refusal.WithRoute(refusal.Route with { Operation = Operations.Error }), cancellationToken).ConfigureAwait(false);
    }

    private ValueTask ConfirmAsync(CancellationToken cancellationToken)
    {
        var taken = _taken;
        (_taken, _count) = (null, 0);
        return taken is null ? default : SendAsync(messages.Reply(taken, MessageContent.Text(Ok)), cancellationToken);
    }

    // What cannot be sent any more is not confirmed, so that it comes again on the next link.
    private async ValueTask SendAsync(Message message, CancellationToken cancellationToken) =>
        await link.SendAsync(message, LinkLane.Urgent, cancellationToken).ConfigureAwait(false);
}

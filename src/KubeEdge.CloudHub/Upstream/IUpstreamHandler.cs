using KubeEdge.Beehive.Messages;

namespace KubeEdge.CloudHub.Upstream;

/// <summary>
/// Takes messages of nodes that CloudHub itself does not know. Register any number in the container; the first that says yes gets the
/// message. Messages of one node come one after the other in the order sent, so a slow handler slows down that node only.
/// </summary>
public interface IUpstreamHandler
{
    /// <summary>Whether this handler takes messages of this route. Quick, without side effects.</summary>
    bool Handles(in MessageRoute route);

    /// <summary>
    /// Handles one message. An exception is logged; the session goes on. Rule data of a node of ours
    /// (<c>KubeEdge-Features: upload-confirmation</c>) is confirmed when this completes, so complete when it may be forgotten there, and
    /// throw when it has to come again. It may come twice, with the same id.
    /// </summary>
    /// <param name="node">The node it came from.</param>
    /// <param name="message">The message, its resource without <c>node/NAME/</c>.</param>
    /// <param name="cancellationToken">Fires when the session ends.</param>
    ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken);

    /// <summary>
    /// A session ended and brings nothing more. Completes when what was taken from it is done; a handler that is done with each message when
    /// <see cref="HandleAsync"/> completes need not implement it.
    /// </summary>
    /// <param name="node">The session.</param>
    /// <param name="cancellationToken">Fires when there is no more time for it, as the one of <see cref="HandleAsync"/> does.</param>
    ValueTask FinishAsync(IConnectedNode node, CancellationToken cancellationToken) => default;
}

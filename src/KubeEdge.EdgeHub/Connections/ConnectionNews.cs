using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Connections;

/// <summary>
/// The original's message that tells the other modules of a new or lost connection. Modules of this family read
/// <see cref="IEdgeLinkState"/>; the message is for modules written after the original's.
/// </summary>
internal sealed partial class ConnectionNews(
    MessageFactory messages, TimeSpan deadline, TimeProvider timeProvider, ILogger<ConnectionNews> logger)
{
    private static readonly string[] _groups = [GroupNames.Twin, GroupNames.Meta, GroupNames.Bus];

    public ValueTask ConnectedAsync(IMessageBus bus, CancellationToken cancellationToken) =>
        PublishAsync(bus, "cloud_connected", cancellationToken);

    public ValueTask DisconnectedAsync(IMessageBus bus, CancellationToken cancellationToken) =>
        PublishAsync(bus, "cloud_disconnected", cancellationToken);

    private async ValueTask PublishAsync(IMessageBus bus, string content, CancellationToken cancellationToken)
    {
        // A module that does not read its inbox must not hold up the link of all others.
        using var timeout = new CancellationTokenSource(deadline, timeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        foreach (var group in _groups)
        {
            var route = new MessageRoute(SourceNames.EdgeHub, group, "node/connection", Operations.Connect);
            try
            {
                await bus.SendToGroupAsync(group, messages.New(route, MessageContent.Text(content)), either.Token).ConfigureAwait(false);
            }
            catch (OperationCanceledException) when (timeout.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                Log.NotTold(logger, group, content, deadline);
                return;
            }
        }
    }
}

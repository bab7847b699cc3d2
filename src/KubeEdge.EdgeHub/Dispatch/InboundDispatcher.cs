using System.Threading.Channels;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.Viaduct;
using Microsoft.Extensions.Logging;

namespace KubeEdge.EdgeHub.Dispatch;

/// <summary>
/// Hands what arrives to the bus, one message after another, so the order of the link is the order of each inbox. A full inbox holds
/// the loop, and through the link's bounds the cloud; the original discards its oldest of 100 instead.
/// </summary>
internal sealed partial class InboundDispatcher(CloudRequests requests, EdgeHubMetrics metrics, ILogger<InboundDispatcher> logger)
{
    private readonly OncePerKind _unhandled = new();

    /// <summary>Runs until the link has ended and everything received is handed over, or <paramref name="cancellationToken"/> fires.</summary>
    public async Task RunAsync(ChannelReader<Message> inbound, LinkPeer peer, IMessageBus bus, CancellationToken cancellationToken)
    {
        while (await inbound.WaitToReadAsync(cancellationToken).ConfigureAwait(false))
        {
            while (inbound.TryRead(out var message))
            {
                GenerationDetector.Observe(peer, message);
                await DispatchAsync(message, peer.Wire, bus, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private async ValueTask DispatchAsync(Message message, WireGeneration wire, IMessageBus bus, CancellationToken cancellationToken)
    {
        var target = DispatchTable.Find(message, wire);
        switch (target.Kind)
        {
            case DispatchKind.Reply:
                var isAwaited = requests.TryComplete(message) || bus.TryReply(message);
                metrics.Inbound(isAwaited ? InboundOutcome.Replied : InboundOutcome.LateReply);
                if (!isAwaited && message.Route is { Group: GroupNames.Resource, Operation: Operations.Response })
                {
                    // The call has run into its deadline. A cloud of the original waits for the acknowledgement of an object nevertheless,
                    // and sends nothing else meanwhile; MetaManager knows which to give.
                    await bus.SendAsync(ModuleNames.MetaManager, message, cancellationToken).ConfigureAwait(false);
                }

                break;
            case DispatchKind.Group:
                var result = await bus.SendToGroupAsync(target.Name, message, cancellationToken).ConfigureAwait(false);
                Account(message, result.Status);
                break;
            case DispatchKind.Module:
                Account(message, await bus.SendAsync(target.Name, message, cancellationToken).ConfigureAwait(false));
                break;
            default:
                Account(message, SendStatus.UnknownTarget);
                break;
        }
    }

    private void Account(Message message, SendStatus status)
    {
        metrics.Inbound(status == SendStatus.Sent ? InboundOutcome.Delivered : InboundOutcome.Unhandled);
        ref readonly var route = ref message.Route;
        if (status != SendStatus.Sent && _unhandled.IsFirst(route.Group, route.Source))
        {
            Log.Unhandled(logger, route.Group ?? string.Empty, route.Source, route.Operation, status);
        }
    }
}

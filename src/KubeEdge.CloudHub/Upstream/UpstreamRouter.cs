using System.Collections.Concurrent;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.CloudHub.Sessions;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Upstream;

/// <summary>
/// Decides what a node's message is for. Heartbeats, acknowledgements, errors and the inventory stay here; the rest goes to the
/// registered handlers. What nobody takes is counted, named once in the log, and not answered, as the original does.
/// </summary>
internal sealed partial class UpstreamRouter(
    IEnumerable<IUpstreamHandler> handlers, CloudHubMetrics metrics, ILogger<UpstreamRouter> logger)
{
    private const int MaxNamedKinds = 256;
    private readonly IUpstreamHandler[] _handlers = [.. handlers];
    private readonly ConcurrentDictionary<(string Source, string Operation), byte> _named = new();

    public ValueTask RouteAsync(NodeSession session, Message message, CancellationToken cancellationToken)
    {
        ref readonly var route = ref message.Route;
        switch (route.Operation)
        {
            case Operations.Keepalive:
                metrics.Upstream("keepalive");
                session.KeepAlive();
                return default;
            case Operations.Response:
                session.Acknowledge(message);
                return default;
            case Operations.Error:
                session.Fail(message);
                return default;
            default:
                break;
        }

        if (session.TryTakeInventory(message))
        {
            metrics.Upstream("inventory");
            return default;
        }

        GenerationDetector.Observe(session.Peer, route.Resource);
        foreach (var handler in _handlers)
        {
            if (handler.Handles(route))
            {
                return HandleAsync(handler, session, message, cancellationToken);
            }
        }

        Drop(session, route);
        return default;
    }

    private async ValueTask HandleAsync(IUpstreamHandler handler, NodeSession session, Message message, CancellationToken cancellationToken)
    {
        try
        {
            await handler.HandleAsync(session, message, cancellationToken).ConfigureAwait(false);
            metrics.Upstream("handled");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            metrics.Upstream("failed");
            Log.HandlerFailed(logger, error, session.Name, message.ToString());
        }
    }

    private void Drop(NodeSession session, in MessageRoute route)
    {
        metrics.Upstream("dropped");

        // Both texts come from the peer, so the memory they may take is bounded.
        if (!_named.ContainsKey((route.Source, route.Operation)) && _named.Count < MaxNamedKinds
            && _named.TryAdd((route.Source, route.Operation), 0))
        {
            Log.Dropped(logger, session.Name, route.Source, route.Operation, route.Resource);
        }
    }
}

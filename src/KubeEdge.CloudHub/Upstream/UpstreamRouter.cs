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

    /// <summary>
    /// Brings a message to whom it is for. False when that failed and the message would have to come again; what nobody takes is done with.
    /// </summary>
    public ValueTask<bool> RouteAsync(NodeSession session, Message message, CancellationToken cancellationToken)
    {
        ref readonly var route = ref message.Route;
        switch (route.Operation)
        {
            case Operations.Keepalive:
                metrics.Upstream("keepalive");
                session.KeepAlive();
                return new(true);
            case Operations.Response:
                session.Acknowledge(message);
                return new(true);
            case Operations.Error:
                session.Fail(message);
                return new(true);
            default:
                break;
        }

        if (session.TryTakeInventory(message))
        {
            metrics.Upstream("inventory");
            return new(true);
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
        return new(true);
    }

    /// <summary>Completes when the handlers are done with what they took from a session that ended.</summary>
    public async ValueTask FinishAsync(NodeSession session, CancellationToken cancellationToken)
    {
        foreach (var handler in _handlers)
        {
            await handler.FinishAsync(session, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Rule data behind some that was not taken was left; it comes again.</summary>
    public void HeldBack() => metrics.Upstream("held_back");

    private async ValueTask<bool> HandleAsync(
        IUpstreamHandler handler, NodeSession session, Message message, CancellationToken cancellationToken)
    {
        try
        {
            await handler.HandleAsync(session, message, cancellationToken).ConfigureAwait(false);
            metrics.Upstream("handled");
            return true;
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception error)
        {
            metrics.Upstream("failed");
            Log.HandlerFailed(logger, error, session.Name, message.ToString());
            return false;
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

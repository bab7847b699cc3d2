using System.Collections.Concurrent;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Objects;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Upstream;

/// <summary>
/// Does in the API what nodes ask for, and answers each of them, whatever comes of it. The original drops what it does not know, and
/// the node waits for a minute.
/// </summary>
internal sealed partial class UpstreamController : IUpstreamHandler
{
    private readonly Dictionary<(string Type, string Operation), IRequestHandler> _handlers = [];

    // By node and not by session, so that what a former session asked for and what its successor does about the same object keep their order.
    private readonly ConcurrentDictionary<string, RequestLanes> _lanes = new(StringComparer.Ordinal);
    private readonly AuthorityQuery _authority;
    private readonly MessageFactory _messages;
    private readonly ILogger<UpstreamController> _logger;

    public UpstreamController(
        IEnumerable<IRequestHandler> handlers, AuthorityQuery authority, MessageFactory messages, ILogger<UpstreamController> logger)
    {
        (_authority, _messages, _logger) = (authority, messages, logger);
        foreach (var handler in handlers)
        {
            foreach (var served in handler.Serves)
            {
                _handlers.Add(served, handler);
            }
        }
    }

    /// <summary>Everything that a node's runtime says; devices, rules and the local API's own protocol are for others.</summary>
    public bool Handles(in MessageRoute route) =>
        route.Source is ModuleNames.Edged or ModuleNames.MetaManager or ModuleNames.EdgeHub && route.Group != GroupNames.User;

    public ValueTask HandleAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
    {
        var lanes = _lanes.GetOrAdd(node.Name, static _ => new RequestLanes());
        return lanes.StartAsync(LaneOf(message.Route.Resource), () => AnswerAsync(node, message, cancellationToken), cancellationToken);
    }

    public ValueTask FinishAsync(IConnectedNode node, CancellationToken cancellationToken) =>
        _lanes.TryGetValue(node.Name, out var lanes) ? lanes.FinishAsync(cancellationToken) : default;

    /// <summary>Patches and statuses share the lane of the object that they are about.</summary>
    internal static string LaneOf(string resource) => resource
        .Replace("/nodepatch/", "/node/", StringComparison.Ordinal)
        .Replace("/nodestatus/", "/node/", StringComparison.Ordinal)
        .Replace("/podpatch/", "/pod/", StringComparison.Ordinal)
        .Replace("/podstatus/", "/pod/", StringComparison.Ordinal);

    private async Task AnswerAsync(IConnectedNode node, Message message, CancellationToken cancellationToken)
    {
        // Its successor may have done something newer; who asked here waits no more, and asks again there.
        if (node.IsReplaced)
        {
            return;
        }

        UpstreamAnswer? answer;
        try
        {
            answer = await HandleAsync(node.Name, message, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            return;
        }
        catch (Exception error)
        {
            Log.Failed(_logger, error, node.Name, message.Route.Operation, message.Route.Resource);
            answer = AnswerForms.Bare(new KubeResult(null, KubeStatus.InternalError(error.Message)));
        }

        if (answer is { } given)
        {
            await SendAsync(node, message, given, cancellationToken).ConfigureAwait(false);
        }
    }

    private async ValueTask<UpstreamAnswer?> HandleAsync(string node, Message message, CancellationToken cancellationToken)
    {
        var operation = message.Route.Operation;
        if (message.Route.Resource == AuthorityQuery.Resource)
        {
            return await _authority.AnswerAsync(cancellationToken).ConfigureAwait(false);
        }

        if (!ResourcePath.TryParse(message.Route.Resource, out var path))
        {
            return Refuse($"'{message.Route.Resource}' is no path of an object; expected namespace/type/name");
        }

        // Patches come under any operation: the original looks at the type alone.
        var key = path.Type is "nodepatch" or "podpatch" ? (path.Type, Operations.Patch) : (path.Type, operation);
        return _handlers.TryGetValue(key, out var handler)
            ? await handler.HandleAsync(new UpstreamRequest(node, path, operation, message.Content.ToData()), cancellationToken).ConfigureAwait(false)
            : Refuse($"{operation} is not supported for '{path.Type}'");
    }

    private async ValueTask SendAsync(IConnectedNode node, Message request, UpstreamAnswer answer, CancellationToken cancellationToken)
    {
        var isAuthority = request.Route.Resource == AuthorityQuery.Resource;
        var route = new MessageRoute(
            isAuthority ? ModuleNames.CloudHub : ModuleNames.EdgeController, GroupNames.Resource, request.Route.Resource, Operations.Response);
        var response = _messages.New(route, answer.Content, answer.ResourceVersion);
        response = response.WithHeader(response.Header with { ParentId = request.Header.Id });
        try
        {
            await node.SendAsync(response, cancellationToken).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The session is over; the node asks again in the next one.
        }
    }

    private static UpstreamAnswer Refuse(string problem) => AnswerForms.Bare(new KubeResult(null, KubeStatus.BadRequest(problem)));
}

using System.Diagnostics.Metrics;
using System.Net;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.CloudHub.Joining;
using KubeEdge.Server;
using KubeEdge.Viaduct;
using KubeEdge.Viaduct.WebSockets;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>
/// Answers an edge's upgrade request. Every refusal happens before the upgrade, so a refused node knows it and nothing of it is
/// dispatched (the original lets such a node hang and goes on reading from it). Any path is accepted, as in the original.
/// </summary>
internal sealed partial class ConnectHandler(
    SessionTable sessions,
    SessionContext context,
    NodeAdmission admission,
    LinkOptions linkOptions,
    LegacyIdentities legacy,
    CloudHubMetrics metrics,
    ILoggerFactory loggerFactory,
    IMeterFactory? meterFactory = null)
{
    private const string RetryAfterSeconds = "5";
    private readonly ILogger _logger = loggerFactory.CreateLogger<ConnectHandler>();

    public async Task HandleAsync(HttpContext http)
    {
        var request = UpgradeRequest.Read(http.Request.Method, name => http.Request.Headers[name], SessionFeatures.All);
        if (request.Status != UpgradeStatus.Accepted)
        {
            CopyHeaders(request, http.Response);
            await RefuseAsync(http, (int)request.Status, "request", request.NodeId, request.Error).ConfigureAwait(false);
            return;
        }

        var certificate = http.Connection.ClientCertificate;
        var owner = certificate is null
            ? default
            : await legacy.OwnerOfAsync(certificate, request.NodeId, http.RequestAborted).ConfigureAwait(false);
        if (owner.IsUnknown)
        {
            // No refusal: with the same certificate it may be let in when the API is back.
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            const int Later = StatusCodes.Status503ServiceUnavailable;
            await RefuseAsync(http, Later, "api", request.NodeId, LegacyIdentities.Unknown).ConfigureAwait(false);
            return;
        }

        var identity = owner.Node;
        if (identity is null || identity != request.NodeId)
        {
            var detail = identity is null ? "the certificate is not that of a node" : $"the certificate is that of node '{identity}'";
            await RefuseAsync(http, StatusCodes.Status403Forbidden, "identity", request.NodeId, detail).ConfigureAwait(false);
            return;
        }

        if (!sessions.TryReserve(identity, out var isCounted))
        {
            http.Response.Headers.RetryAfter = RetryAfterSeconds;
            const string Detail = "the node limit is reached";
            await RefuseAsync(http, StatusCodes.Status503ServiceUnavailable, "limit", identity, Detail).ConfigureAwait(false);
            return;
        }

        var session = await OpenAsync(http, request, isCounted).ConfigureAwait(false);
        await admission.ServeAsync(session, ServerEndpoint.GetStopping(http)).ConfigureAwait(false);
    }

    private async Task<NodeSession> OpenAsync(HttpContext http, UpgradeRequest request, bool isCounted)
    {
        var isReserved = isCounted;
        try
        {
            CopyHeaders(request, http.Response);
            var stream = await Upgrade(http).UpgradeAsync().ConfigureAwait(false);
            var peer = new LinkPeer
            {
                NodeId = request.NodeId,
                ProjectId = request.ProjectId.Length > 0 ? request.ProjectId : LinkPeer.DefaultProjectId,
                Remote = http.Connection.RemoteIpAddress is { } address ? new IPEndPoint(address, http.Connection.RemotePort) : null,
                Certificate = http.Connection.ClientCertificate,
                Features = request.Features,
            };
            var link = WebSocketLink.Attach(
                stream, peer, linkOptions, context.TimeProvider, loggerFactory, meterFactory, http.Abort);
            var session = new NodeSession(link, context);
            isReserved = false;
            admission.Admit(session, isCounted);
            return session;
        }
        finally
        {
            sessions.Release(isReserved);
        }
    }

    private static void CopyHeaders(UpgradeRequest request, HttpResponse response)
    {
        foreach (var (name, value) in request.ResponseHeaders)
        {
            response.Headers[name] = value;
        }
    }

    private static IHttpUpgradeFeature Upgrade(HttpContext http) =>
        http.Features.Get<IHttpUpgradeFeature>() ?? throw new InvalidOperationException("The server offers no upgrade.");

    private async Task RefuseAsync(HttpContext http, int status, string reason, string node, string? detail)
    {
        metrics.Refused(reason);
        Log.Refused(_logger, node, status, detail, http.Connection.RemoteIpAddress);
        http.Response.StatusCode = status;
        http.Response.Headers.Connection = "close";
        http.Response.ContentType = "text/plain";
        await http.Response.WriteAsync(detail + "\n", http.RequestAborted).ConfigureAwait(false);
    }
}

using System.Net;
using KubeEdge.Beehive.Monitoring;
using KubeEdge.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Cloud.Health;

/// <summary>A monitor's pages on a port of their own. Small limits: whoever asks may be anybody.</summary>
internal sealed class MonitorEndpoint(ServerEndpoint endpoint) : IMonitorListener
{
    private static readonly TimeSpan _limit = TimeSpan.FromSeconds(5);

    public Uri Address => endpoint.Address;

    public static async Task<MonitorEndpoint> StartAsync(
        IPEndPoint endPoint, MonitorPages pages, ILoggerFactory loggerFactory, CancellationToken cancellationToken)
    {
        var options = new ServerEndpointOptions { Address = endPoint.Address.ToString(), Port = endPoint.Port, MaxRequestBodyBytes = 0 };
        options.Limits.MaxRequestHeaderBytes = 8 * 1024;
        options.Limits.MaxConnections = 64;
        options.Limits.HeadersTimeout = _limit;
        return new MonitorEndpoint(await ServerEndpoint.StartAsync(
            "monitor", options, context => AnswerAsync(context, pages), loggerFactory, cancellationToken).ConfigureAwait(false));
    }

    public ValueTask DisposeAsync() => endpoint.DisposeAsync();

    private static async Task AnswerAsync(HttpContext context, MonitorPages pages)
    {
        MonitorPage page = await pages.GetAsync(
            context.Request.Method, context.Request.Path.Value + context.Request.QueryString.Value, context.RequestAborted).ConfigureAwait(false);
        HttpResponse response = context.Response;
        response.StatusCode = page.Status;
        response.ContentType = page.ContentType;
        response.ContentLength = page.Body.Length;
        response.Headers.CacheControl = "no-store";
        if (page.Status == StatusCodes.Status405MethodNotAllowed)
        {
            response.Headers.Allow = "GET, HEAD";
        }

        if (!HttpMethods.IsHead(context.Request.Method))
        {
            await response.Body.WriteAsync(page.Body, context.RequestAborted).ConfigureAwait(false);
        }
    }
}

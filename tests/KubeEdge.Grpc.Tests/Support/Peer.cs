using System.Text;
using KubeEdge.Grpc.Framing;
using KubeEdge.Server;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging.Abstractions;

namespace KubeEdge.Grpc.Tests.Support;

/// <summary>A server that answers as a test wants, right or wrong, on a port.</summary>
internal static class Peer
{
    public static Task<ServerEndpoint> StartAsync(RequestDelegate app, int port = 0) =>
        ServerEndpoint.StartAsync(
            "peer", new ServerEndpointOptions { Http2 = true, Port = port }, app, NullLoggerFactory.Instance).WaitAsync(Echo.Patience);

    /// <summary>The bytes of messages with their prefixes.</summary>
    public static byte[] Frames(params string[] messages) =>
        [.. messages.SelectMany(text => GrpcFrame.Encode(text, Echo.Say.WriteRequest).ToArray())];

    public static async Task AnswerAsync(HttpContext context, byte[] body, string? status = "0", string? message = null)
    {
        if (!context.Response.HasStarted)
        {
            context.Response.ContentType = GrpcNames.ContentType;
        }

        await context.Response.Body.WriteAsync(body);
        await context.Response.Body.FlushAsync();
        var trailers = context.Features.GetRequiredFeature<IHttpResponseTrailersFeature>().Trailers;
        if (status is not null)
        {
            trailers[GrpcNames.Status] = status;
        }

        if (message is not null)
        {
            trailers[GrpcNames.Message] = message;
        }
    }

    public static async Task<string> ReadAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body);
        return Encoding.UTF8.GetString(body.ToArray().AsSpan(GrpcFrame.PrefixLength));
    }
}

using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Grpc;
using KubeEdge.Shared.Twins;
using Microsoft.Extensions.Options;

namespace KubeEdge.Dmi.Reports;

/// <summary>Hands payloads to the twins as messages on MQTT topics, and waits until they are stored or refused.</summary>
internal sealed class TwinRequests(IMessageBus bus, MessageFactory messages, IOptions<DmiOptions> options)
{
    private const string Stored = "OK";
    private const int NotFound = 404;
    private const int Refused = 400;

    /// <summary>Sends them in order, each without waiting for the one before, and gives the first refusal; Ok when there is none.</summary>
    public async ValueTask<GrpcStatus> SendAsync(
        string topic, IReadOnlyList<ReadOnlyMemory<byte>> payloads, CancellationToken cancellationToken)
    {
        var route = TwinRoute.To(TwinRoute.ResourceOf(topic));
        var replies = new Task<ReplyResult>[payloads.Count];
        for (var i = 0; i < replies.Length; i++)
        {
            var message = messages.New(route, MessageContent.Bytes(payloads[i]));
            replies[i] = bus.RequestAsync(ModuleNames.DeviceTwin, message, options.Value.TwinTimeout, cancellationToken).AsTask();
        }

        var status = default(GrpcStatus);
        foreach (var reply in await Task.WhenAll(replies).ConfigureAwait(false))
        {
            status = status.IsOk ? StatusOf(reply) : status;
        }

        return status;
    }

    private static GrpcStatus StatusOf(in ReplyResult result) => result switch
    {
        { Status: SendStatus.Sent, Reply: { } reply } => StatusOf(reply.Content),
        { Status: SendStatus.UnknownTarget } => new(GrpcStatusCode.Unavailable, "this node keeps no twins"),
        { Status: SendStatus.TimedOut } => new(GrpcStatusCode.DeadlineExceeded, "the twin has not answered; it may have been stored"),
        _ => new(GrpcStatusCode.Unavailable, $"the twins take no reports now ({result.Status})"),
    };

    private static GrpcStatus StatusOf(in MessageContent content)
    {
        if (content.IsText(Stored))
        {
            return default;
        }

        return ReportJson.ReadRefusal(content.ToData()) switch
        {
            (NotFound, var reason) => new(GrpcStatusCode.NotFound, reason),
            (Refused, var reason) => new(GrpcStatusCode.InvalidArgument, reason),
            (_, var reason) => new(GrpcStatusCode.Unavailable, reason),
            null => new(GrpcStatusCode.Unavailable, "the twins refuse without saying why"),
        };
    }
}

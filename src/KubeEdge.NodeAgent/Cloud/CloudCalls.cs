using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.NodeAgent.Diagnostics;

namespace KubeEdge.NodeAgent.Cloud;

/// <summary>
/// Asks the cloud as the original's edged does, and reads its answers: an object, an <c>Object</c>/<c>Err</c> pair, a bare error, or
/// <c>OK</c>.
/// </summary>
internal sealed class CloudCalls(ICloudRequests requests, MessageFactory messages, NodeAgentMetrics metrics)
{
    private const string Ok = "OK";
    private const int NotFound = 404;
    private const int Conflict = 409;

    /// <summary>Asks for an object.</summary>
    public ValueTask<CallResult> QueryAsync(CallKind kind, string resource, TimeSpan timeout, CancellationToken cancellationToken) =>
        SendAsync(kind, resource, Operations.Query, MessageContent.Null, timeout, acknowledge: true, cancellationToken);

    /// <summary>Writes a whole object, by insert or update.</summary>
    public ValueTask<CallResult> WriteAsync(
        CallKind kind, string resource, string operation, JsonObject value, TimeSpan timeout, CancellationToken cancellationToken) =>
        SendAsync(kind, resource, operation, MessageContent.Json(JsonBytes.Of(value)), timeout, acknowledge: true, cancellationToken);

    /// <summary>Sends a strategic merge patch, which travels as a text. The original does not acknowledge its answer.</summary>
    public ValueTask<CallResult> PatchAsync(
        CallKind kind, string resource, JsonObject patch, TimeSpan timeout, CancellationToken cancellationToken) =>
        SendAsync(kind, resource, Operations.Patch, MessageContent.Text(JsonBytes.TextOf(patch)), timeout, acknowledge: false, cancellationToken);

    /// <summary>Deletes an object with the options of the Kubernetes API.</summary>
    public ValueTask<CallResult> DeleteAsync(
        CallKind kind, string resource, JsonObject options, TimeSpan timeout, CancellationToken cancellationToken) =>
        SendAsync(
            kind, resource, Operations.Delete, MessageContent.Json(JsonBytes.Of(options)), timeout, acknowledge: false, cancellationToken);

    private async ValueTask<CallResult> SendAsync(
        CallKind kind,
        string resource,
        string operation,
        MessageContent content,
        TimeSpan timeout,
        bool acknowledge,
        CancellationToken cancellationToken)
    {
        var request = messages.New(new MessageRoute(ModuleNames.Edged, GroupNames.Meta, resource, operation), content);
        var reply = await requests.RequestAsync(request, timeout, acknowledge, cancellationToken).ConfigureAwait(false);
        var result = reply is { Status: CloudReplyStatus.Answered, Message: { } answer }
            ? Read(answer)
            : new CallResult(CallStatus.Unanswered, Error: reply.Status.ToString());
        metrics.Called(kind, result.Status);
        return result;
    }

    private static CallResult Read(Message answer)
    {
        if (answer.Content.IsText(Ok))
        {
            return new CallResult(CallStatus.Ok);
        }

        if (answer.Route.Operation == Operations.Error)
        {
            return new CallResult(CallStatus.Refused, Error: answer.Content.TryGetText(out var text) ? text : "an error without a text");
        }

        var content = answer.Content.Read(NodeAgentJson.Default.JsonObject);
        return content.Status switch
        {
            ContentStatus.Ok => new CallResult(CallStatus.Ok, content.Value),
            ContentStatus.Failure => new CallResult(StatusOf(content.Code), Error: content.Error),
            _ => new CallResult(CallStatus.Refused, Error: content.Error ?? "an answer without content"),
        };
    }

    private static CallStatus StatusOf(int code) => code switch
    {
        NotFound => CallStatus.NotFound,
        Conflict => CallStatus.Conflict,
        _ => CallStatus.Refused,
    };
}

using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaManager.Pushes;

namespace KubeEdge.MetaManager.Cloud;

/// <summary>An answer of the cloud, read as far as MetaManager needs it.</summary>
/// <param name="Kind">What it says.</param>
/// <param name="Message">The answer; null when there is none.</param>
/// <param name="Object">The object without its wrapper; empty unless there is one.</param>
/// <param name="Error">Why there is no answer, in the original's words; null when there is one.</param>
internal readonly record struct CloudAnswer(
    CloudAnswerKind Kind, Message? Message = null, ReadOnlyMemory<byte> Object = default, string? Error = null)
{
    /// <summary>No answer came.</summary>
    /// <param name="error">Why.</param>
    public static CloudAnswer None(string error) => new(CloudAnswerKind.Unanswered, Error: error);

    /// <summary>
    /// Reads a reply. An error is looked for wherever the original puts one: as operation, bare, in an <c>Object</c>/<c>Err</c> pair,
    /// as a status document. The original takes a bare one for the object and keeps it.
    /// </summary>
    public static CloudAnswer Read(in CloudReply reply, MessageId request)
    {
        if (reply.Message is not { } message)
        {
            return None(Explain(reply.Status, request));
        }

        if (message.Route.Operation == Operations.Error)
        {
            return new CloudAnswer(CloudAnswerKind.Failure, message);
        }

        var content = message.Content.ToData();
        if (message.Content.Kind == ContentKind.Text || content.Span is not [(byte)'{', ..])
        {
            return new CloudAnswer(CloudAnswerKind.Other, message);
        }

        return PushContent.IsError(content.Span) || PushContent.IsWrapped(content.Span)
            ? ReadWrapped(message, content)
            : KubeStatus.TryParse(content, out var status)
                ? Failed(message, status.IsSuccess ? CloudAnswerKind.Other : KindOf(status.Code))
                : new CloudAnswer(CloudAnswerKind.Object, message, content);
    }

    private static CloudAnswer ReadWrapped(Message message, ReadOnlyMemory<byte> content)
    {
        var read = message.Content.Read(MetaManagerJson.Default.JsonObject);
        return read.Status switch
        {
            ContentStatus.Ok when PushContent.TryUnwrap(content, out var inner) => new CloudAnswer(CloudAnswerKind.Object, message, inner),
            ContentStatus.Failure => Failed(message, KindOf(read.Code)),
            _ => Failed(message, CloudAnswerKind.Other),
        };
    }

    private static CloudAnswer Failed(Message message, CloudAnswerKind kind) => new(kind, message);

    // A timeout (408) and "not now" (429) say as little about the object as an error of the server does.
    private static CloudAnswerKind KindOf(int code) => code switch
    {
        404 => CloudAnswerKind.NotFound,
        408 or 429 => CloudAnswerKind.Failure,
        >= 400 and < 500 => CloudAnswerKind.Refused,
        _ => CloudAnswerKind.Failure,
    };

    private static string Explain(CloudReplyStatus status, MessageId request) => status switch
    {
        CloudReplyStatus.TimedOut => $"failed to process remote: timeout to get response for message {request}",
        CloudReplyStatus.Full => "failed to process remote: too many requests wait for the cloud",
        _ => LocalErrors.NotConnected,
    };
}

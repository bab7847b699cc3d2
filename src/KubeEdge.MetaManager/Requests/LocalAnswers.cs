using System.Buffers;
using System.Text.Json;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.MetaManager.Cloud;

namespace KubeEdge.MetaManager.Requests;

/// <summary>Answers to modules of this node in the original's forms. Each request gets exactly one, under the id it came with.</summary>
internal sealed class LocalAnswers(IMessageBus bus, MessageFactory messages)
{
    private const string Ok = "OK";

    // The document is one already; quotes are all it needs.
    private static readonly JsonWriterOptions _writing = new() { SkipValidation = true };

    /// <summary>What the cloud said, or why it said nothing.</summary>
    public RequestOutcome PassOrFail(Message request, in CloudAnswer answer)
    {
        if (answer.Message is { } message)
        {
            Pass(request, message);
            return RequestOutcome.Cloud;
        }

        Error(request, answer.Error ?? LocalErrors.NotConnected);
        return RequestOutcome.Failed;
    }

    /// <summary>
    /// What the store holds: an array of texts, each a document. By the source of the answer a caller tells it from one of the cloud.
    /// </summary>
    public void Documents(Message request, IReadOnlyCollection<ReadOnlyMemory<byte>> documents) =>
        Send(request, documents.Count == 0 ? MessageContent.Null : MessageContent.Json(Render(documents)));

    /// <summary>The request is taken care of.</summary>
    public void Accepted(Message request) => bus.TryReply(messages.Reply(request, MessageContent.Text(Ok)));

    /// <summary>What went wrong.</summary>
    public void Error(Message request, string text)
    {
        var answer = messages.Error(request, text);
        bus.TryReply(answer.WithRoute(answer.Route with { Source = ModuleNames.MetaManager, Group = request.Route.Group }));
    }

    private void Pass(Message request, Message answer) =>
        bus.TryReply(answer.WithHeader(answer.Header with { ParentId = request.Header.Id, Sync = false }));

    private void Send(Message request, in MessageContent content)
    {
        var answer = messages.Reply(request, content);
        bus.TryReply(answer.WithRoute(answer.Route with { Source = ModuleNames.MetaManager }));
    }

    private static ReadOnlyMemory<byte> Render(IReadOnlyCollection<ReadOnlyMemory<byte>> documents)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, _writing);
        writer.WriteStartArray();
        foreach (var document in documents)
        {
            writer.WriteStringValue(document.Span);
        }

        writer.WriteEndArray();
        writer.Flush();
        return buffer.WrittenMemory;
    }
}

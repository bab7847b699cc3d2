using System.Text.Json.Nodes;
using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Testing;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>A recording, read as a conversation: which message answers which.</summary>
internal sealed class Recording
{
    public Recording(string transcript)
    {
        Rows = Transcript.Read(transcript);
        Messages = [.. Rows.Where(static row => row.IsMessage).Select(Read)];

        // The membership query keeps its id when it is repeated; nothing refers to it.
        var byId = Messages.ToLookup(static message => message.Message.Header.Id);
        foreach (var message in Messages.Where(static message => !message.Message.Header.ParentId.IsEmpty))
        {
            var question = byId[message.Message.Header.ParentId].First();
            message.Question = question;
            if (message.FromEdge)
            {
                question.Acknowledgement = message;
            }
            else
            {
                question.Answer = message;
            }
        }
    }

    public IReadOnlyList<TranscriptRow> Rows { get; }

    public IReadOnlyList<RecordedMessage> Messages { get; }

    public IEnumerable<RecordedMessage> FromEdge => Messages.Where(static message => message.FromEdge);

    /// <summary>The first message of this kind that the edge sent; null when it sent none.</summary>
    public RecordedMessage? FirstFromEdge(string line) =>
        FromEdge.FirstOrDefault(message => message.Line == line && !message.IsAcknowledgement);

    private static RecordedMessage Read(TranscriptRow row)
    {
        var read = MessageJson.Read(row.Bytes);
        return new RecordedMessage(
            row.Number,
            row.FromEdge,
            read.Message ?? throw new FormatException($"row {row.Number}: {read.Error}"),
            row.Message ?? throw new FormatException($"row {row.Number} has no message"));
    }
}

using System.Text.Json.Nodes;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Transcripts.Tests.Edge;

/// <summary>A message of a recording, and those that belong to it.</summary>
/// <param name="row">Its line in the file.</param>
/// <param name="fromEdge">Whether the edge sent it.</param>
/// <param name="message">As the link reads it.</param>
/// <param name="json">As it was sent.</param>
internal sealed class RecordedMessage(int row, bool fromEdge, Message message, JsonNode json)
{
    public int Row => row;

    public bool FromEdge => fromEdge;

    public Message Message => message;

    public JsonNode Json => json;

    /// <summary>Operation and resource: what messages of the same kind have in common.</summary>
    public string Line => LineOf(message);

    /// <summary>Something the cloud says unasked.</summary>
    public bool IsPush => !fromEdge && message.Header.ParentId.IsEmpty;

    /// <summary>The edge's <c>OK</c> to something the cloud said.</summary>
    public bool IsAcknowledgement => fromEdge && !message.Header.ParentId.IsEmpty;

    /// <summary>The cloud's answer to this request of the edge; null when it gave none.</summary>
    public RecordedMessage? Answer { get; set; }

    /// <summary>What this message answers; null when it answers nothing.</summary>
    public RecordedMessage? Question { get; set; }

    /// <summary>The edge's acknowledgement of this message of the cloud; null when it gave none.</summary>
    public RecordedMessage? Acknowledgement { get; set; }

    public static string LineOf(Message message) => $"{message.Route.Operation} {message.Route.Resource}";
}

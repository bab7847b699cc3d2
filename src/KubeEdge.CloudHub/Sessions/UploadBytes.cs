using KubeEdge.Beehive.Messages;
using KubeEdge.Shared.Uploads;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>Rule data of a node of ours that is no text: it comes as base64, and says so.</summary>
internal static class UploadBytes
{
    /// <summary>The message as the device sent it. What says that it is base64 and is not stays as it is.</summary>
    public static Message Decode(Message message)
    {
        ref readonly var header = ref message.Header;
        return header.Extensions.Span.SequenceEqual(UploadFeatures.IsBase64) && message.Content.TryGetBytes(out var bytes)
            ? new Message(header with { Extensions = default }, message.Route, MessageContent.Bytes(bytes))
            : message;
    }
}

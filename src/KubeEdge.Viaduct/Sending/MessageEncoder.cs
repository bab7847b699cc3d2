using KubeEdge.Beehive.Json;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Viaduct.Sending;

/// <summary>Renders messages for the wire, completely or not at all.</summary>
internal static class MessageEncoder
{
    /// <summary>
    /// Encodes into this thread's buffer. False when the content does not serialise or the message is over the limit;
    /// <paramref name="error"/> says which.
    /// </summary>
    public static bool TryEncode(Message message, int maxBytes, out ReadOnlySpan<byte> json, out string? error)
    {
        var buffer = EncodeBuffer.Start();
        json = default;
        try
        {
            MessageJson.Write(buffer, message);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            // Whatever a user's converter or property throws concerns this one message only.
            error = $"content does not serialise: {exception.Message}";
            return false;
        }

        json = buffer.Written;
        error = json.Length > maxBytes ? $"{json.Length} bytes, more than the limit of {maxBytes}" : null;
        return error is null;
    }
}

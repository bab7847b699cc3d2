using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using KubeEdge.Beehive.Messages;

namespace KubeEdge.Beehive.Json;

/// <summary>
/// The JSON form of messages, the only form on the WebSocket wire: written byte for byte as the original writes it, read as leniently
/// as the original reads it.
/// </summary>
public static class MessageJson
{
    /// <summary>How deep a received document may nest; deeper ones are refused.</summary>
    public const int MaxDepth = 512;

    /// <summary>Escapes strings as the original does: also <c>&lt;</c>, <c>&gt;</c>, <c>&amp;</c>, and no letter beyond ASCII.</summary>
    public static JavaScriptEncoder Encoder => GoEncoder.Instance;

    /// <summary>
    /// Appends the message as compact JSON and a line feed. Content that is JSON already is copied as it is; typed content is serialised
    /// straight into <paramref name="output"/>.
    /// </summary>
    /// <exception cref="JsonException">The typed content does not serialise: a NaN, a cycle, a getter that throws. A part of the message
    /// may be in <paramref name="output"/> then; the caller must not send it.</exception>
    public static void Write(IBufferWriter<byte> output, Message message)
    {
        ArgumentNullException.ThrowIfNull(output);
        ArgumentNullException.ThrowIfNull(message);
        var json = new JsonOutput(output);
        WriteHeader(ref json, message.Header);
        WriteRoute(ref json, message.Route);
        json.Raw("},\"content\":"u8);
        message.Content.WriteTo(ref json);
        json.Raw("}\n"u8);
        json.Flush();
    }

    /// <summary>
    /// Reads one message. Lenient as the original: member names in any case, unknown members ignored (those of the header are kept in
    /// <see cref="MessageHeader.Extensions"/>), the last of duplicates wins, null leaves a member empty, the document <c>null</c> is an
    /// empty message, and whatever follows the first value is ignored. Wrong types and malformed JSON are errors, never exceptions.
    /// </summary>
    /// <param name="utf8">The document. The message keeps slices of it: hand over memory that nobody writes to any more.</param>
    /// <param name="cache">Remembers the strings that repeat on a connection; null to allocate each.</param>
    public static MessageReadResult Read(ReadOnlyMemory<byte> utf8, MessageStringCache? cache = null)
    {
        utf8 = JsonRepair.Repair(utf8);
        try
        {
            return new MessageReader(utf8, cache).Read();
        }
        catch (JsonException exception)
        {
            var offset = OffsetOf(exception, utf8.Span);
            return new(null, $"The document is not valid JSON at byte {offset}: {exception.Message}", offset);
        }
    }

    private static void WriteHeader(ref JsonOutput json, in MessageHeader header)
    {
        json.Raw("{\"header\":{\"msg_id\":\""u8);
        json.Id(header.Id);
        if (!header.ParentId.IsEmpty)
        {
            json.Raw("\",\"parent_msg_id\":\""u8);
            json.Id(header.ParentId);
        }

        json.Raw("\",\"timestamp\":"u8);
        json.Number(header.TimestampMs);
        if (!string.IsNullOrEmpty(header.ResourceVersion))
        {
            json.Member(",\"resourceversion\":\""u8, header.ResourceVersion);
        }

        if (header.Sync)
        {
            json.Raw(",\"sync\":true"u8);
        }

        if (!string.IsNullOrEmpty(header.Type))
        {
            json.Member(",\"type\":\""u8, header.Type);
        }

        if (!header.Extensions.IsEmpty)
        {
            json.Raw(","u8);
            json.Raw(header.Extensions.Span);
        }
    }

    private static void WriteRoute(ref JsonOutput json, in MessageRoute route)
    {
        json.Raw("},\"route\":{"u8);
        var skip = 1;
        RouteMember(ref json, ",\"source\":\""u8, route.Source, ref skip);
        RouteMember(ref json, ",\"destination\":\""u8, route.Destination, ref skip);
        RouteMember(ref json, ",\"group\":\""u8, route.Group, ref skip);
        RouteMember(ref json, ",\"operation\":\""u8, route.Operation, ref skip);
        RouteMember(ref json, ",\"resource\":\""u8, route.Resource, ref skip);
    }

    // The first member written leaves its comma out.
    private static void RouteMember(ref JsonOutput json, ReadOnlySpan<byte> start, string? value, ref int skip)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.Member(start[skip..], value);
            skip = 0;
        }
    }

    private static int OffsetOf(JsonException exception, ReadOnlySpan<byte> utf8)
    {
        var lineStart = 0;
        for (var line = exception.LineNumber ?? 0; line > 0; line--)
        {
            lineStart += utf8[lineStart..].IndexOf((byte)'\n') + 1;
        }

        return lineStart + (int)(exception.BytePositionInLine ?? 0);
    }
}

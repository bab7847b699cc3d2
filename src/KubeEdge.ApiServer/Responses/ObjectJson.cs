using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace KubeEdge.ApiServer.Responses;

/// <summary>JSON trees from untrusted bytes and back. Text stays text and numbers keep their written form.</summary>
internal static class ObjectJson
{
    /// <summary>As in the objects of the Kubernetes package, so that what is let in here can be read everywhere.</summary>
    public const int MaxDepth = 128;

    public static readonly JsonWriterOptions WriterOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private static readonly JsonDocumentOptions _readOptions = new() { MaxDepth = MaxDepth };

    /// <summary>Reads any JSON value. Of members given twice the last one counts.</summary>
    public static bool TryParse(ReadOnlyMemory<byte> utf8, out JsonNode? node, [NotNullWhen(false)] out string? problem)
    {
        node = null;
        problem = "invalid UTF-8";
        if (!Utf8.IsValid(utf8.Span))
        {
            return false;
        }

        try
        {
            // Not disposed: the tree keeps slices of it.
            node = ToNode(JsonDocument.Parse(utf8, _readOptions).RootElement);
            problem = null;
            return true;
        }
        catch (JsonException broken)
        {
            problem = GoSyntaxError.Describe(broken, utf8.Span);
        }
        catch (InvalidOperationException)
        {
            problem = "a string has an unpaired surrogate";
        }

        return false;
    }

    /// <summary>Reads a document that this server wrote itself.</summary>
    public static JsonObject Parse(ReadOnlyMemory<byte> utf8) =>
        TryParse(utf8, out var node, out var problem) && node is JsonObject value
            ? value
            : throw new FormatException($"A stored object cannot be read: {problem ?? "it is no JSON object"}.");

    public static ReadOnlyMemory<byte> Write(JsonNode node)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, WriterOptions))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }

    private static JsonNode? ToNode(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                var members = new JsonObject();
                foreach (var member in element.EnumerateObject())
                {
                    members[member.Name] = ToNode(member.Value);
                }

                return members;
            case JsonValueKind.Array:
                var items = new JsonArray();
                foreach (var item in element.EnumerateArray())
                {
                    items.Add(ToNode(item));
                }

                return items;
            case JsonValueKind.String:
                // Decoded now, so that a string that is none fails here and not in the middle of a write.
                return JsonValue.Create(element.GetString());
            case JsonValueKind.Null or JsonValueKind.Undefined:
                return null;
            default:
                return JsonValue.Create(element);
        }
    }
}

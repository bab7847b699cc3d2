using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>Objects as changeable trees and back. Numbers keep their written form, so nothing is rounded on the way through.</summary>
internal static class JsonTree
{
    private static readonly JsonDocumentOptions _readOptions = new() { MaxDepth = KubeObjectReader.MaxDepth };

    // Non-ASCII text stays text, as in what Kubernetes writes.
    private static readonly JsonWriterOptions _writeOptions = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static JsonObject Read(ReadOnlyMemory<byte> json)
    {
        // Not disposed: the tree keeps slices of it, so it must not return its buffer to a pool.
        var document = JsonDocument.Parse(json, _readOptions);
        return ToObject(document.RootElement);
    }

    public static byte[] Write(JsonObject node)
    {
        ArgumentNullException.ThrowIfNull(node);
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, _writeOptions))
        {
            node.WriteTo(writer);
        }

        return buffer.WrittenSpan.ToArray();
    }

    private static JsonNode? ToNode(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => ToObject(element),
        JsonValueKind.Array => ToArray(element),
        JsonValueKind.Null => null,
        _ => JsonValue.Create(element),
    };

    private static JsonObject ToObject(JsonElement element)
    {
        var result = new JsonObject();
        foreach (var member in element.EnumerateObject())
        {
            result[member.Name] = ToNode(member.Value);
        }

        return result;
    }

    private static JsonArray ToArray(JsonElement element)
    {
        var result = new JsonArray();
        foreach (var item in element.EnumerateArray())
        {
            result.Add(ToNode(item));
        }

        return result;
    }
}

using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace KubeEdge.NodeAgent.Cloud;

/// <summary>Writes trees as compact UTF-8 JSON.</summary>
internal static class JsonBytes
{
    private static readonly JsonWriterOptions _options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReadOnlyMemory<byte> Of(JsonObject value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            value.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }

    public static string TextOf(JsonObject value) => Encoding.UTF8.GetString(Of(value).Span);
}

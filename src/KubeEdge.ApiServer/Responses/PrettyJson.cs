using System.Buffers;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace KubeEdge.ApiServer.Responses;

/// <summary>Indented JSON for human readers.</summary>
internal static class PrettyJson
{
    // Stored documents were checked when they came in; the limit only has to be above theirs.
    private const int MaxDepth = 256;

    private static readonly JsonWriterOptions _options = new()
    {
        Indented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        MaxDepth = MaxDepth,
    };

    public static ReadOnlyMemory<byte> Format(ReadOnlyMemory<byte> json)
    {
        var buffer = new ArrayBufferWriter<byte>(json.Length * 2);
        using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = MaxDepth });
        using (var writer = new Utf8JsonWriter(buffer, _options))
        {
            document.RootElement.WriteTo(writer);
        }

        return buffer.WrittenMemory;
    }
}

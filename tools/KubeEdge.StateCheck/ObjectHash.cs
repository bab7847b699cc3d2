using System.Buffers;
using System.Security.Cryptography;
using System.Text.Json;

namespace KubeEdge.StateCheck;

/// <summary>A hash that does not depend on the order of members or on white space, which two servers may choose differently.</summary>
internal static class ObjectHash
{
    public static string Of(ReadOnlyMemory<byte> json)
    {
        using var document = JsonDocument.Parse(json);
        var ordered = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(ordered))
        {
            WriteOrdered(document.RootElement, writer);
        }

        return Convert.ToHexStringLower(SHA256.HashData(ordered.WrittenSpan));
    }

    private static void WriteOrdered(JsonElement element, Utf8JsonWriter writer)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (JsonProperty member in element.EnumerateObject().OrderBy(m => m.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    WriteOrdered(member.Value, writer);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (JsonElement item in element.EnumerateArray())
                {
                    WriteOrdered(item, writer);
                }

                writer.WriteEndArray();
                break;
            default:
                element.WriteTo(writer);
                break;
        }
    }
}

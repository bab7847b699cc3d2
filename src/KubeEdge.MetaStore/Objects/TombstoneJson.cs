using System.Buffers;
using System.Text.Json;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Objects;

/// <summary>The least that a deletion can say about an object whose document is lost.</summary>
internal static class TombstoneJson
{
    public static ReadOnlyMemory<byte> Of(in ResourceKey key)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteStartObject("metadata"u8);
            json.WriteString("name"u8, key.Name);
            if (key.Namespace is { } @namespace)
            {
                json.WriteString("namespace"u8, @namespace);
            }

            json.WriteEndObject();
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}

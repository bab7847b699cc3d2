using System.Buffers;
using System.Globalization;
using System.Text.Json;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaStore;

namespace KubeEdge.MetaManager.Inventory;

/// <summary>Renders one part of the inventory.</summary>
internal static class InventoryJson
{
    /// <summary><c>{"part":1,"last":false,"objects":[{"resource":"default/configmap/demo","uid":"…","resourceVersion":"7"}]}</c></summary>
    public static ReadOnlyMemory<byte> Write(
        int part, bool last, IReadOnlyList<InventoryEntry> objects, int start, int count, WireTypes types)
    {
        var output = new ArrayBufferWriter<byte>(128 + (count * 128));
        using var writer = new Utf8JsonWriter(output);
        writer.WriteStartObject();
        writer.WriteNumber("part"u8, part);
        writer.WriteBoolean("last"u8, last);
        writer.WriteStartArray("objects"u8);
        for (var i = start; i < start + count; i++)
        {
            var entry = objects[i];
            writer.WriteStartObject();
            writer.WriteString("resource"u8, types.PathOf(entry.Key).ToString());
            writer.WriteString("uid"u8, entry.Uid);
            writer.WriteString("resourceVersion"u8, entry.ResourceVersion.ToString(CultureInfo.InvariantCulture));
            writer.WriteEndObject();
        }

        writer.WriteEndArray();
        writer.WriteEndObject();
        writer.Flush();
        return output.WrittenMemory;
    }
}

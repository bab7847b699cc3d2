using System.Buffers;
using System.Text.Json;
using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Controllers.Devices;

/// <summary>The message that tells a node which devices it has got and lost, in the original's form.</summary>
internal static class MembershipMessage
{
    public const string Resource = "membership";

    private static readonly MessageRoute _route = new(ModuleNames.DeviceController, GroupNames.Twin, Resource, Operations.Update);

    /// <param name="messages">Makes the message.</param>
    /// <param name="bare">Whether the node knows devices by their bare names.</param>
    /// <param name="added">The devices that it has got.</param>
    /// <param name="removed">Those that it has lost; a description where one is known.</param>
    public static Message Make(
        MessageFactory messages,
        bool bare,
        IReadOnlyCollection<(ResourceKey Key, string? Description)> added,
        IReadOnlyCollection<(ResourceKey Key, string? Description)> removed)
    {
        var header = messages.New(_route, MessageContent.Null);
        var buffer = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            json.WriteString("event_id"u8, MessageId.New().ToString());
            json.WriteNumber("timestamp"u8, header.Header.TimestampMs);
            Write(json, "added_devices"u8, bare, added);
            Write(json, "removed_devices"u8, bare, removed);
            json.WriteEndObject();
        }

        return new Message(header.Header, header.Route, MessageContent.Json(buffer.WrittenMemory));
    }

    private static void Write(
        Utf8JsonWriter json, ReadOnlySpan<byte> name, bool bare, IReadOnlyCollection<(ResourceKey Key, string? Description)> devices)
    {
        if (devices.Count == 0)
        {
            json.WriteNull(name);
            return;
        }

        json.WriteStartArray(name);
        foreach (var (key, description) in devices)
        {
            json.WriteStartObject();
            json.WriteString("id"u8, bare ? key.Name : $"{key.Namespace}/{key.Name}");
            json.WriteString("name"u8, key.Name);
            if (!string.IsNullOrEmpty(description))
            {
                json.WriteString("description"u8, description);
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    }
}

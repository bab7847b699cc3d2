using System.Text;

namespace KubeEdge.Mqtt.Packets;

/// <summary>How many bytes a property takes at most.</summary>
internal static class PropertyBound
{
    /// <summary>What a property of at most four bytes takes, its identifier included.</summary>
    public const int Number = 5;

    public static int Text(string? value) => value is null ? 0 : 3 + Encoding.UTF8.GetMaxByteCount(value.Length);

    public static int Binary(ReadOnlyMemory<byte>? value) => value is { } data ? 3 + data.Length : 0;

    public static int User(IReadOnlyList<MqttUserProperty> properties)
    {
        var size = 0;
        for (var i = 0; i < properties.Count; i++)
        {
            size += Text(properties[i].Name) + Text(properties[i].Value);
        }

        return size;
    }
}

using System.Text;

namespace KubeEdge.Mqtt.Packets;

/// <summary>What a topic name may be: not empty, no wildcards (4.7). That it is UTF-8 without U+0000 is the reader's affair.</summary>
internal static class TopicNames
{
    public const int MaximumBytes = ushort.MaxValue;

    /// <summary>Checks a received one.</summary>
    public static bool TryCheck(ref FieldReader reader, string field, ReadOnlySpan<char> topic)
    {
        if (topic.IsEmpty)
        {
            return reader.Fail(field, "is empty", MqttReason.ProtocolError);
        }

        return !topic.ContainsAny('#', '+') || reader.Fail(field, "holds a wildcard");
    }

    /// <summary>Says what is wrong with one that is to be sent; null when it is valid.</summary>
    public static string? FindFault(string topic)
    {
        if (topic.Length == 0)
        {
            return "A topic name cannot be empty.";
        }

        if (topic.AsSpan().ContainsAny('#', '+', '\0'))
        {
            return "A topic name cannot hold a wildcard or the character U+0000.";
        }

        return Utf8Text.SizeOf(topic) is { } size and <= MaximumBytes
            ? null
            : "A topic name is at most 65,535 bytes of UTF-8 without lone surrogates.";
    }
}

using System.Text;

namespace KubeEdge.Mqtt.Packets;

/// <summary>
/// Remembers topics of one connection as strings, so that a device which publishes to the same few topics costs no string per message. A
/// place for each hash, newest wins: bounded, and no list to keep.
/// </summary>
internal sealed class TopicCache
{
    private const int Places = 64;
    private const int LongestTopic = 256;

    // Made by the first topic: most connections of a broker only listen, and it is a seventh of what such a one costs.
    private Entry[]? _entries;

    /// <summary>The remembered string of these bytes; null when they are not known. What is known was checked.</summary>
    public string? Find(ReadOnlySpan<byte> utf8)
    {
        if (_entries is not { } entries)
        {
            return null;
        }

        ref var entry = ref entries[PlaceOf(utf8)];
        return entry.Bytes is { } bytes && utf8.SequenceEqual(bytes) ? entry.Text : null;
    }

    /// <summary>Makes the string and remembers it.</summary>
    public string Add(ReadOnlySpan<byte> utf8)
    {
        var text = Encoding.UTF8.GetString(utf8);
        if (utf8.Length <= LongestTopic)
        {
            _entries ??= new Entry[Places];
            _entries[PlaceOf(utf8)] = new Entry(utf8.ToArray(), text);
        }

        return text;
    }

    private static int PlaceOf(ReadOnlySpan<byte> utf8)
    {
        var hash = new HashCode();
        hash.AddBytes(utf8);
        return (int)((uint)hash.ToHashCode() % Places);
    }

    private readonly record struct Entry(byte[]? Bytes, string? Text);
}

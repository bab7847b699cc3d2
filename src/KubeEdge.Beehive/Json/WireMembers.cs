using System.Text;
using System.Text.Json;

namespace KubeEdge.Beehive.Json;

/// <summary>Recognises member names as Go does: exactly first, else without regard to case.</summary>
internal static class WireMembers
{
    // The longest name, with room for the two letters outside ASCII that fold to ASCII ones.
    private const int Longest = 48;

    /// <summary>The member whose name the reader stands on.</summary>
    public static WireMember Of(ref Utf8JsonReader reader)
    {
        var member = reader.ValueIsEscaped ? WireMember.Unknown : Exact(reader.ValueSpan);
        return member == WireMember.Unknown && reader.ValueSpan.Length <= Longest ? Folded(ref reader) : member;
    }

    private static WireMember Folded(ref Utf8JsonReader reader)
    {
        Span<byte> buffer = stackalloc byte[Longest];
        ReadOnlySpan<byte> name = buffer[..reader.CopyString(buffer)];
        Span<byte> folded = stackalloc byte[Longest];
        var count = 0;
        while (!name.IsEmpty)
        {
            Rune.DecodeFromUtf8(name, out var rune, out var length);
            folded[count++] = rune.Value switch
            {
                >= 'A' and <= 'Z' => (byte)(rune.Value | 0x20),
                < 0x80 => (byte)rune.Value,
                0x017F => (byte)'s',
                0x212A => (byte)'k',
                _ => (byte)'?',
            };
            name = name[length..];
        }

        return Exact(folded[..count]);
    }

    private static WireMember Exact(ReadOnlySpan<byte> name) => name.Length switch
    {
        4 => name.SequenceEqual("sync"u8) ? WireMember.Sync : name.SequenceEqual("type"u8) ? WireMember.Type : WireMember.Unknown,
        5 => name.SequenceEqual("group"u8) ? WireMember.Group : name.SequenceEqual("route"u8) ? WireMember.Route : WireMember.Unknown,
        6 => name.SequenceEqual("msg_id"u8) ? WireMember.Id
            : name.SequenceEqual("source"u8) ? WireMember.Source
            : name.SequenceEqual("header"u8) ? WireMember.Header
            : WireMember.Unknown,
        7 => name.SequenceEqual("content"u8) ? WireMember.Content : WireMember.Unknown,
        8 => name.SequenceEqual("resource"u8) ? WireMember.Resource : WireMember.Unknown,
        9 => name.SequenceEqual("timestamp"u8) ? WireMember.Timestamp
            : name.SequenceEqual("operation"u8) ? WireMember.Operation
            : WireMember.Unknown,
        11 => name.SequenceEqual("destination"u8) ? WireMember.Destination : WireMember.Unknown,
        13 => name.SequenceEqual("parent_msg_id"u8) ? WireMember.ParentId : WireMember.Unknown,
        15 => name.SequenceEqual("resourceversion"u8) ? WireMember.ResourceVersion : WireMember.Unknown,
        _ => WireMember.Unknown,
    };
}

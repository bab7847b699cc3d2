using System.Numerics;
using System.Runtime.InteropServices;
using System.Text;

namespace KubeEdge.Beehive.Json;

/// <summary>
/// Remembers the short strings that come again and again on one connection (sources, groups, operations, resources), so that reading
/// them costs no allocation. Bounded: 128 strings of at most 128 bytes; among those of one hash the newest two stay. One per connection,
/// or one for many: safe to use from several threads.
/// </summary>
public sealed class MessageStringCache
{
    private const int Slots = 128;
    private const int LongestKept = 128;

    private readonly string?[] _slots = new string?[Slots];

    /// <summary>The string that UTF-8 bytes stand for; the same instance again while it is remembered.</summary>
    internal string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.IsEmpty)
        {
            return string.Empty;
        }

        if (utf8.Length > LongestKept)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        var first = (int)(Hash(utf8) & (Slots - 2));
        ref var newer = ref _slots[first];
        ref var older = ref _slots[first + 1];
        var known = Match(newer, utf8) ?? Match(older, utf8);
        if (known is not null)
        {
            return known;
        }

        var text = Encoding.UTF8.GetString(utf8);
        older = newer;
        newer = text;
        return text;
    }

    // Reads the slot once: another thread may replace it meanwhile.
    private static string? Match(string? slot, ReadOnlySpan<byte> utf8) => slot is not null && Ascii.Equals(utf8, slot) ? slot : null;

    // Not collision-proof on purpose: a peer that aims for collisions gets its own strings allocated, nothing more.
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        var hash = (ulong)utf8.Length;
        while (utf8.Length >= sizeof(ulong))
        {
            hash = Mix(hash, MemoryMarshal.Read<ulong>(utf8));
            utf8 = utf8[sizeof(ulong)..];
        }

        ulong tail = 0;
        foreach (var b in utf8)
        {
            tail = (tail << 8) | b;
        }

        return (uint)(Mix(hash, tail) >> 32);
    }

    private static ulong Mix(ulong hash, ulong value) => (BitOperations.RotateLeft(hash, 25) ^ value) * 0x9E37_79B9_7F4A_7C15UL;
}

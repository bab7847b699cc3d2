using System.Text;

namespace KubeEdge.Kubernetes.Objects;

/// <summary>
/// Hands out one string for equal bytes, for values that repeat in thousands of objects (namespace, kind). Not safe for concurrent use.
/// A direct-mapped table: a collision replaces the older entry, so the size is fixed whatever arrives.
/// </summary>
internal sealed class Utf8StringPool
{
    private const int Slots = 256;
    private const int LongestPooled = 128;

    private readonly string?[] _slots = new string?[Slots];

    public string Get(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > LongestPooled)
        {
            return Encoding.UTF8.GetString(utf8);
        }

        // FNV-1a: short keys, no attacker gains by collisions, since a slot holds one string.
        var hash = 2166136261u;
        foreach (var b in utf8)
        {
            hash = (hash ^ b) * 16777619u;
        }

        ref var slot = ref _slots[hash % Slots];
        Span<char> text = stackalloc char[LongestPooled];
        var length = Encoding.UTF8.GetChars(utf8, text);
        if (slot is null || !text[..length].SequenceEqual(slot))
        {
            slot = text[..length].ToString();
        }

        return slot;
    }
}

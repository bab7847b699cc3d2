using System.Numerics;
using System.Runtime.InteropServices;

namespace KubeEdge.Viaduct.Framing;

/// <summary>The XOR mask of client frames, copying at the same time.</summary>
internal static class Mask
{
    /// <summary>
    /// Copies <paramref name="source"/> to <paramref name="destination"/>, each byte combined with the key. <paramref name="key"/> holds
    /// its first wire byte lowest and is turned so that this byte belongs to source[0]; see <see cref="Turn"/>.
    /// </summary>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> destination, uint key)
    {
        var at = 0;
        if (source.Length >= Vector<byte>.Count)
        {
            var keys = Vector.AsVectorByte(new Vector<uint>(Wire(key)));
            for (; at <= source.Length - Vector<byte>.Count; at += Vector<byte>.Count)
            {
                (new Vector<byte>(source[at..]) ^ keys).CopyTo(destination[at..]);
            }
        }

        for (; at <= source.Length - sizeof(uint); at += sizeof(uint))
        {
            MemoryMarshal.Write(destination[at..], MemoryMarshal.Read<uint>(source[at..]) ^ Wire(key));
        }

        for (; at < source.Length; at++)
        {
            destination[at] = (byte)(source[at] ^ (byte)(key >> (8 * (at & 3))));
        }
    }

    /// <summary>The key for what follows after <paramref name="count"/> bytes.</summary>
    public static uint Turn(uint key, int count) => BitOperations.RotateRight(key, 8 * (count & 3));

    private static uint Wire(uint key) =>
        BitConverter.IsLittleEndian ? key : System.Buffers.Binary.BinaryPrimitives.ReverseEndianness(key);
}

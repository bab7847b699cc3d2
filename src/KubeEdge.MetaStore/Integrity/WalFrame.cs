using System.Buffers.Binary;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>The numbers in the header of a frame of SQLite's write-ahead log, and the running checksum over it.</summary>
/// <param name="Salt1">First salt; counts the generations of the log.</param>
/// <param name="Salt2">Second salt; random per generation.</param>
/// <param name="Sum1">First half of the checksum up to and including this frame.</param>
/// <param name="Sum2">Second half.</param>
internal readonly record struct WalFrame(uint Salt1, uint Salt2, uint Sum1, uint Sum2)
{
    public const int HeaderBytes = 24;

    public static WalFrame Read(ReadOnlySpan<byte> header) => new(
        BinaryPrimitives.ReadUInt32BigEndian(header[8..]),
        BinaryPrimitives.ReadUInt32BigEndian(header[12..]),
        BinaryPrimitives.ReadUInt32BigEndian(header[16..]),
        BinaryPrimitives.ReadUInt32BigEndian(header[20..]));

    /// <summary>SQLite's checksum over whole pairs of words, going on from a given state.</summary>
    public static (uint Sum1, uint Sum2) Sum(ReadOnlySpan<byte> bytes, bool bigEndian, uint sum1, uint sum2)
    {
        for (; bytes.Length >= 8; bytes = bytes[8..])
        {
            var (first, second) = bigEndian
                ? (BinaryPrimitives.ReadUInt32BigEndian(bytes), BinaryPrimitives.ReadUInt32BigEndian(bytes[4..]))
                : (BinaryPrimitives.ReadUInt32LittleEndian(bytes), BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]));
            sum1 = unchecked(sum1 + first + sum2);
            sum2 = unchecked(sum2 + second + sum1);
        }

        return (sum1, sum2);
    }

    /// <summary>Whether a frame follows from the checksum before it.</summary>
    public bool Follows(ReadOnlySpan<byte> frame, bool bigEndian, uint sum1, uint sum2)
    {
        (sum1, sum2) = Sum(frame[..8], bigEndian, sum1, sum2);
        return Sum(frame[HeaderBytes..], bigEndian, sum1, sum2) == (Sum1, Sum2);
    }
}

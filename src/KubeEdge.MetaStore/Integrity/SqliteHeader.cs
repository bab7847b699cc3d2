using System.Buffers.Binary;
using KubeEdge.MetaStore.Schema;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>The first bytes of the database file, as far as they are the same in every file of ours.</summary>
internal static class SqliteHeader
{
    /// <summary>Bytes of a page in every file that this package makes.</summary>
    public const int PageSize = 4096;

    private const int Length = 100;
    private const int ApplicationIdAt = 68;

    private static ReadOnlySpan<byte> Fractions => [0, 64, 32, 32];

    private static ReadOnlySpan<byte> Signature => "SQLite format 3\0"u8;

    public static bool HasSignature(ReadOnlySpan<byte> header) => header.StartsWith(Signature);

    /// <summary>
    /// Whether a file without SQLite's signature was never ours. One byte of a signature can break; a file that shares less than most of it
    /// and does not carry our mark is somebody else's.
    /// </summary>
    public static bool IsForeign(ReadOnlySpan<byte> header)
    {
        if (header.Length < Length || BinaryPrimitives.ReadInt32BigEndian(header[ApplicationIdAt..]) == StoreSchema.ApplicationId)
        {
            return header.Length < Length;
        }

        var same = 0;
        for (var i = 0; i < Signature.Length; i++)
        {
            same += header[i] == Signature[i] ? 1 : 0;
        }

        return same < Signature.Length / 2;
    }

    /// <summary>
    /// Whether the file carries our mark, but not what stands in every header of ours: SQLite would open it read-only or misread it.
    /// </summary>
    public static bool IsOursButWrong(ReadOnlySpan<byte> header) =>
        header.Length == Length
        && BinaryPrimitives.ReadInt32BigEndian(header[ApplicationIdAt..]) == StoreSchema.ApplicationId
        && (BinaryPrimitives.ReadUInt16BigEndian(header[16..]) != PageSize
            || header[18] is not (1 or 2)
            || header[19] is not (1 or 2)
            || !header[20..24].SequenceEqual(Fractions));

    /// <summary>Writes over a damaged header what is the same in every file, so that what lies behind it can be read.</summary>
    public static void Restore(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var header = new byte[Length];
        if (stream.ReadAtLeast(header, Length, throwOnEndOfStream: false) < Length)
        {
            return;
        }

        Signature.CopyTo(header);
        BinaryPrimitives.WriteUInt16BigEndian(header.AsSpan(16), PageSize);
        header[18] = header[19] = 2; // write-ahead log
        Fractions.CopyTo(header.AsSpan(20));
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(44), 4); // schema format
        header.AsSpan(48, 8).Clear(); // cache size, largest root page of an auto-vacuum file
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(56), 1); // UTF-8
        header.AsSpan(64, 4).Clear(); // incremental vacuum
        stream.Position = 0;
        stream.Write(header);
        stream.Flush(flushToDisk: true);
    }
}

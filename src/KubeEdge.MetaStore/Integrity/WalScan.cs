using System.Buffers.Binary;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>
/// Looks through SQLite's write-ahead log before SQLite does. SQLite takes the frames up to the first bad one and forgets the rest, which
/// is
/// right after a cut write and silent loss after damage. Frames carry a running checksum, so a good frame behind a bad one gives damage
/// away.
/// </summary>
internal static class WalScan
{
    private const int HeaderBytes = 32;
    private const uint Magic = 0x377f0682;
    private const uint FormatVersion = 3007000;

    /// <param name="path">The log; may be missing.</param>
    /// <param name="pageSizeHint">Page size of the database file, for a log whose own header is damaged.</param>
    public static WalReport Scan(string path, int pageSizeHint)
    {
        var file = new FileInfo(path);
        if (!file.Exists || file.Length < HeaderBytes)
        {
            return WalReport.Whole(0);
        }

        using var stream = file.OpenRead();
        Span<byte> header = stackalloc byte[HeaderBytes];
        stream.ReadExactly(header);
        var pageSize = (int)BinaryPrimitives.ReadUInt32BigEndian(header[8..]);
        return IsWhole(header, pageSize)
            ? ScanFrames(stream, header.ToArray(), pageSize)
            : ScanBehindBadHeader(stream, header.ToArray(), pageSizeHint);
    }

    private static bool IsWhole(ReadOnlySpan<byte> header, int pageSize)
    {
        var magic = BinaryPrimitives.ReadUInt32BigEndian(header);
        return (magic & ~1u) == Magic
            && BinaryPrimitives.ReadUInt32BigEndian(header[4..]) == FormatVersion
            && pageSize is >= 512 and <= 65536
            && int.IsPow2(pageSize)
            && WalFrame.Sum(header[..24], (magic & 1) != 0, 0, 0) == Stored(header);
    }

    private static (uint Sum1, uint Sum2) Stored(ReadOnlySpan<byte> header) =>
        (BinaryPrimitives.ReadUInt32BigEndian(header[24..]), BinaryPrimitives.ReadUInt32BigEndian(header[28..]));

    private static WalReport ScanFrames(FileStream stream, byte[] header, int pageSize)
    {
        var bigEndian = (header[3] & 1) != 0;
        var salt1 = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(16));
        var salt2 = BinaryPrimitives.ReadUInt32BigEndian(header.AsSpan(20));
        var (sum1, sum2) = Stored(header);
        var frame = new byte[WalFrame.HeaderBytes + pageSize];
        var (index, good, touched, goodBehind) = (0, 0, false, false);
        for (; stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length; index++)
        {
            var read = WalFrame.Read(frame);
            var ours = read.Salt1 == salt1 && read.Salt2 == salt2;
            if (ours && read.Follows(frame, bigEndian, sum1, sum2))
            {
                goodBehind |= good < index;
                good += good == index ? 1 : 0;
            }
            else
            {
                // A frame left over from an earlier generation shares neither salt; a damaged one of this generation at least one.
                touched |= read.Salt1 == salt1 || read.Salt2 == salt2;
            }

            (sum1, sum2) = (read.Sum1, read.Sum2);
        }

        var fault = goodBehind ? WalFault.Middle : touched ? WalFault.Tail : WalFault.None;
        return new WalReport(fault, good, fault == WalFault.None ? 0 : index - good, pageSize);
    }

    /// <summary>Looks for frames that belong together, whatever the header says.</summary>
    private static WalReport ScanBehindBadHeader(FileStream stream, byte[] header, int pageSize)
    {
        if (pageSize is < 512 or > 65536 || !int.IsPow2(pageSize))
        {
            pageSize = 4096;
        }

        foreach (var bigEndian in (ReadOnlySpan<bool>)[false, true])
        {
            stream.Position = HeaderBytes;
            var frames = CountChained(stream, header, pageSize, bigEndian);
            if (frames > 0)
            {
                return new WalReport(WalFault.Header, 0, frames, pageSize);
            }
        }

        return WalReport.Whole(0);
    }

    private static int CountChained(FileStream stream, byte[] header, int pageSize, bool bigEndian)
    {
        var frame = new byte[WalFrame.HeaderBytes + pageSize];
        var (stored1, stored2) = Stored(header);
        var (sum1, sum2) = WalFrame.Sum(header.AsSpan(0, 24), bigEndian, 0, 0);
        var (count, chained) = (0, false);
        while (stream.ReadAtLeast(frame, frame.Length, throwOnEndOfStream: false) == frame.Length)
        {
            var read = WalFrame.Read(frame);
            chained |= read.Follows(frame, bigEndian, stored1, stored2) || (count == 0 && read.Follows(frame, bigEndian, sum1, sum2));
            (stored1, stored2) = (read.Sum1, read.Sum2);
            count++;
        }

        return chained ? count : 0;
    }
}

using System.Buffers.Binary;
using System.Numerics;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>
/// CRC-32C over the fields of a row (in hardware where there is any). Spans count with their length, so fields cannot flow into each
/// other.
/// </summary>
internal struct Checksum
{
    private uint _crc;

    public static Checksum Start() => new() { _crc = uint.MaxValue };

    /// <summary>Signed, because SQLite keeps such a number in four bytes.</summary>
    public readonly long Value => (int)~_crc;

    public void Add(long value) => _crc = BitOperations.Crc32C(_crc, (ulong)value);

    public void Add(ReadOnlySpan<byte> bytes)
    {
        var crc = BitOperations.Crc32C(_crc, (uint)bytes.Length);
        while (bytes.Length >= sizeof(ulong))
        {
            crc = BitOperations.Crc32C(crc, BinaryPrimitives.ReadUInt64LittleEndian(bytes));
            bytes = bytes[sizeof(ulong)..];
        }

        foreach (var value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        _crc = crc;
    }
}

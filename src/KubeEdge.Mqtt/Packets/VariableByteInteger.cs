using System.Buffers;

namespace KubeEdge.Mqtt.Packets;

/// <summary>The integer of one to four bytes, of which each gives seven bits (1.5.5).</summary>
internal static class VariableByteInteger
{
    public const uint Maximum = 268_435_455;

    public static int SizeOf(uint value) => value switch
    {
        < 1 << 7 => 1,
        < 1 << 14 => 2,
        < 1 << 21 => 3,
        _ => 4,
    };

    /// <summary>Writes the shortest form; returns its length.</summary>
    public static int Write(Span<byte> target, uint value)
    {
        var length = 0;
        while (value >= 0x80)
        {
            target[length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        target[length++] = (byte)value;
        return length;
    }

    /// <summary>Reads one. <see cref="OperationStatus.InvalidData"/>: longer than four bytes, or than its value needs.</summary>
    public static OperationStatus Read(ReadOnlySpan<byte> source, out uint value, out int length)
    {
        value = 0;
        for (length = 0; length < source.Length;)
        {
            var part = source[length];
            value |= (uint)(part & 0x7F) << (7 * length);
            length++;
            if ((part & 0x80) == 0)
            {
                return part == 0 && length > 1 ? OperationStatus.InvalidData : OperationStatus.Done;
            }

            if (length == 4)
            {
                return OperationStatus.InvalidData;
            }
        }

        return OperationStatus.NeedMoreData;
    }
}

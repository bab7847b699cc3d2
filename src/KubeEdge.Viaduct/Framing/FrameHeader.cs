using System.Buffers.Binary;

namespace KubeEdge.Viaduct.Framing;

/// <summary>One frame header of RFC 6455.</summary>
internal readonly struct FrameHeader
{
    /// <summary>The longest header: two bytes, eight of length, four of mask.</summary>
    public const int MaxLength = 14;

    /// <summary>The longest payload of a control frame.</summary>
    public const int MaxControlPayload = 125;

    private const byte FinBit = 0x80;
    private const byte ReservedBits = 0x70;
    private const byte MaskBit = 0x80;
    private const int Length16 = 126;
    private const int Length64 = 127;

    private FrameHeader(byte first, bool isMasked, ulong payloadLength, uint key, int length)
    {
        IsFinal = (first & FinBit) != 0;
        HasReservedBits = (first & ReservedBits) != 0;
        Opcode = (Opcode)(first & 0x0F);
        IsMasked = isMasked;
        PayloadLength = payloadLength;
        Key = key;
        Length = length;
    }

    public bool IsFinal { get; }

    public bool HasReservedBits { get; }

    public Opcode Opcode { get; }

    public bool IsControl => Opcode >= Opcode.Close;

    public bool IsMasked { get; }

    public ulong PayloadLength { get; }

    /// <summary>The mask key, first wire byte lowest; 0 when unmasked, which changes nothing.</summary>
    public uint Key { get; }

    /// <summary>How many bytes the header itself takes.</summary>
    public int Length { get; }

    /// <summary>Reads a header; false when the input is too short for it.</summary>
    public static bool TryRead(ReadOnlySpan<byte> input, out FrameHeader header)
    {
        header = default;
        if (input.Length < 2)
        {
            return false;
        }

        var isMasked = (input[1] & MaskBit) != 0;
        var shortLength = input[1] & ~MaskBit;
        var lengthBytes = shortLength switch { Length16 => 2, Length64 => 8, _ => 0 };
        var length = 2 + lengthBytes + (isMasked ? 4 : 0);
        if (input.Length < length)
        {
            return false;
        }

        var payloadLength = lengthBytes switch
        {
            2 => BinaryPrimitives.ReadUInt16BigEndian(input[2..]),
            8 => BinaryPrimitives.ReadUInt64BigEndian(input[2..]),
            _ => (ulong)shortLength,
        };
        var key = isMasked ? BinaryPrimitives.ReadUInt32LittleEndian(input[(2 + lengthBytes)..]) : 0;
        header = new(input[0], isMasked, payloadLength, key, length);
        return true;
    }

    /// <summary>How many bytes a header for that payload takes.</summary>
    public static int LengthFor(int payloadLength, bool isMasked) =>
        2 + (payloadLength switch { < Length16 => 0, <= ushort.MaxValue => 2, _ => 8 }) + (isMasked ? 4 : 0);

    /// <summary>Writes the header of a final frame and returns how many bytes it took.</summary>
    public static int Write(Span<byte> output, Opcode opcode, int payloadLength, bool isMasked, uint key)
    {
        output[0] = (byte)(FinBit | (byte)opcode);
        var maskBit = isMasked ? MaskBit : (byte)0;
        var at = 2;
        if (payloadLength < Length16)
        {
            output[1] = (byte)(maskBit | payloadLength);
        }
        else if (payloadLength <= ushort.MaxValue)
        {
            output[1] = (byte)(maskBit | Length16);
            BinaryPrimitives.WriteUInt16BigEndian(output[2..], (ushort)payloadLength);
            at += 2;
        }
        else
        {
            output[1] = (byte)(maskBit | Length64);
            BinaryPrimitives.WriteUInt64BigEndian(output[2..], (ulong)payloadLength);
            at += 8;
        }

        if (isMasked)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(output[at..], key);
            at += 4;
        }

        return at;
    }
}

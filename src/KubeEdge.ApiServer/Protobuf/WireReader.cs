using System.Buffers.Binary;

namespace KubeEdge.ApiServer.Protobuf;

/// <summary>Reads the fields of one protobuf message.</summary>
internal ref struct WireReader(ReadOnlySpan<byte> message)
{
    private const int LongestVarint = 10;

    private ReadOnlySpan<byte> _rest = message;

    /// <summary>Moves to the next field; false at the end.</summary>
    /// <exception cref="FormatException">The message is cut or holds what no message can.</exception>
    public bool TryRead(out WireField field)
    {
        field = default;
        if (_rest.IsEmpty)
        {
            return false;
        }

        var key = ReadVarint();
        var number = (int)Math.Min(key >> 3, int.MaxValue);
        field = (key & 7) switch
        {
            0 => new WireField(number, WireType.Varint, ReadVarint(), default),
            1 => new WireField(number, WireType.Fixed, BinaryPrimitives.ReadUInt64LittleEndian(Take(sizeof(ulong))), default),
            2 => new WireField(number, WireType.Bytes, 0, Take(ReadVarint())),
            5 => new WireField(number, WireType.Fixed, BinaryPrimitives.ReadUInt32LittleEndian(Take(sizeof(uint))), default),
            _ => throw Broken($"wire type {key & 7}"),
        };
        return number > 0 ? true : throw Broken("field 0");
    }

    private ulong ReadVarint()
    {
        var value = 0UL;
        for (var index = 0; index < LongestVarint && index < _rest.Length; index++)
        {
            var part = _rest[index];
            value |= (ulong)(part & 0x7F) << (7 * index);
            if (part < 0x80)
            {
                _rest = _rest[(index + 1)..];
                return value;
            }
        }

        throw Broken("a number that does not end");
    }

    private ReadOnlySpan<byte> Take(ulong length)
    {
        if (length > (ulong)_rest.Length)
        {
            throw Broken("unexpected EOF");
        }

        var taken = _rest[..(int)length];
        _rest = _rest[(int)length..];
        return taken;
    }

    private static FormatException Broken(string what) => new FormatException($"proto: {what}");
}

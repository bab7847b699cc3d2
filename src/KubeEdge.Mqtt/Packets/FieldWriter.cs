using System.Buffers.Binary;
using System.Text;

namespace KubeEdge.Mqtt.Packets;

/// <summary>Writes the fields of one packet into a span that is large enough.</summary>
internal ref struct FieldWriter(Span<byte> target)
{
    private readonly Span<byte> _target = target;

    public int Written { get; private set; }

    public void Byte(byte value) => _target[Written++] = value;

    public void UInt16(ushort value)
    {
        BinaryPrimitives.WriteUInt16BigEndian(_target[Written..], value);
        Written += 2;
    }

    public void UInt32(uint value)
    {
        BinaryPrimitives.WriteUInt32BigEndian(_target[Written..], value);
        Written += 4;
    }

    public void Variable(uint value) => Written += VariableByteInteger.Write(_target[Written..], value);

    public void Raw(ReadOnlySpan<byte> value)
    {
        value.CopyTo(_target[Written..]);
        Written += value.Length;
    }

    /// <summary>Bytes with their length before them.</summary>
    public void Binary(ReadOnlySpan<byte> value)
    {
        UInt16(checked((ushort)value.Length));
        Raw(value);
    }

    /// <summary>A string with its length in bytes before it.</summary>
    public void Text(string value)
    {
        var length = Encoding.UTF8.GetBytes(value, _target[(Written + 2)..]);
        UInt16(checked((ushort)length));
        Written += length;
    }
}

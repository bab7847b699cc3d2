using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using System.Text.Unicode;

namespace KubeEdge.Mqtt.Packets;

/// <summary>
/// Reads the fields of one packet. Each method is false when the field is not valid; the first one that failed is the
/// <see cref="Error"/>.
/// </summary>
internal ref struct FieldReader(ReadOnlySpan<byte> source, MqttPacketType packet)
{
    private ReadOnlySpan<byte> _rest = source;

    public MqttProtocolError Error { get; private set; }

    public readonly MqttPacketType Packet => packet;

    public readonly bool IsAtEnd => _rest.IsEmpty;

    public readonly int Remaining => _rest.Length;

    /// <summary>Whether these bytes may be a string.</summary>
    public static bool IsText(ReadOnlySpan<byte> bytes) => !bytes.Contains((byte)0) && Utf8.IsValid(bytes);

    /// <summary>Notes what is wrong.</summary>
    /// <returns>False, so that a caller can return it.</returns>
    public bool Fail(string field, string detail, MqttReason reason = MqttReason.MalformedPacket)
    {
        Error = new MqttProtocolError(reason, packet, field, detail);
        return false;
    }

    public bool TryByte(string field, out byte value)
    {
        if (!TryTake(field, 1, out var bytes))
        {
            value = 0;
            return false;
        }

        value = bytes[0];
        return true;
    }

    public bool TryUInt16(string field, out ushort value)
    {
        if (!TryTake(field, 2, out var bytes))
        {
            value = 0;
            return false;
        }

        value = BinaryPrimitives.ReadUInt16BigEndian(bytes);
        return true;
    }

    public bool TryUInt32(string field, out uint value)
    {
        if (!TryTake(field, 4, out var bytes))
        {
            value = 0;
            return false;
        }

        value = BinaryPrimitives.ReadUInt32BigEndian(bytes);
        return true;
    }

    public bool TryVariable(string field, out uint value)
    {
        var status = VariableByteInteger.Read(_rest, out value, out var length);
        _rest = _rest[length..];
        return status switch
        {
            OperationStatus.Done => true,
            OperationStatus.NeedMoreData => Fail(field, "the packet ends inside it"),
            _ => Fail(field, "no variable byte integer in its shortest form"),
        };
    }

    /// <summary>A packet identifier, which is never 0.</summary>
    public bool TryId(out ushort value) =>
        TryUInt16("packet identifier", out value) && (value != 0 || Fail("packet identifier", "is 0", MqttReason.ProtocolError));

    /// <summary>Bytes with their length before them.</summary>
    public bool TryBinary(string field, out ReadOnlySpan<byte> value)
    {
        value = default;
        return TryUInt16(field, out var length) && TryTake(field, length, out value);
    }

    /// <summary>The bytes of a UTF-8 string: well formed, without surrogates and without U+0000 (1.5.4).</summary>
    public bool TryUtf8(string field, out ReadOnlySpan<byte> value)
    {
        if (!TryBinary(field, out value))
        {
            return false;
        }

        return IsText(value) || Fail(field, "is no well-formed UTF-8 without U+0000");
    }

    public bool TryString(string field, out string value)
    {
        var isValid = TryUtf8(field, out var bytes);
        value = isValid ? Encoding.UTF8.GetString(bytes) : "";
        return isValid;
    }

    /// <summary>A byte of which only 0 and 1 are defined.</summary>
    public bool TryBool(string field, out bool value)
    {
        var isRead = TryByte(field, out var number);
        value = number == 1;
        return isRead && (number <= 1 || Fail(field, $"is {number}, neither 0 nor 1", MqttReason.ProtocolError));
    }

    public bool TryTake(string field, int length, out ReadOnlySpan<byte> value)
    {
        if (_rest.Length < length)
        {
            value = default;
            return Fail(field, $"needs {length} bytes, {_rest.Length} are left");
        }

        value = _rest[..length];
        _rest = _rest[length..];
        return true;
    }

    /// <summary>Everything that is left.</summary>
    public ReadOnlySpan<byte> TakeRest()
    {
        var rest = _rest;
        _rest = default;
        return rest;
    }

    /// <summary>Nothing may follow.</summary>
    public bool TryEnd() => _rest.IsEmpty || Fail("end", $"{_rest.Length} bytes too many");
}

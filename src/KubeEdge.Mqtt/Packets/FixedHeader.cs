using System.Buffers;

namespace KubeEdge.Mqtt.Packets;

/// <summary>The first two to five bytes of a packet: type, flags, and how many bytes follow (2.1).</summary>
internal readonly record struct FixedHeader(MqttPacketType Type, int Flags, int Size, int BodySize)
{
    public const int Retain = 1;
    public const int Duplicate = 1 << 3;
    public const int MaximumSize = 5;
    public const int MaximumPacket = MaximumSize + (int)VariableByteInteger.Maximum;

    public int PacketSize => Size + BodySize;

    /// <summary>The flags that each type but PUBLISH has to have.</summary>
    public static int RequiredFlags(MqttPacketType type) =>
        type is MqttPacketType.Pubrel or MqttPacketType.Subscribe or MqttPacketType.Unsubscribe ? 2 : 0;

    /// <summary>
    /// Reads it from the start of what has arrived. A type or flags that are not valid are an error at the first byte already, a length at
    /// the byte that is wrong.
    /// </summary>
    public static PacketReadStatus TryRead(ReadOnlySpan<byte> source, out FixedHeader header, out MqttProtocolError error)
    {
        header = default;
        error = default;
        if (source.IsEmpty)
        {
            return PacketReadStatus.NeedsMore;
        }

        var type = (MqttPacketType)(source[0] >> 4);
        var flags = source[0] & 0xF;
        if (FindFault(type, flags) is { } fault)
        {
            error = new MqttProtocolError(MqttReason.MalformedPacket, type, "fixed header", fault);
            return PacketReadStatus.Error;
        }

        var status = VariableByteInteger.Read(source[1..], out var length, out var size);
        if (status == OperationStatus.InvalidData)
        {
            error = new MqttProtocolError(
                MqttReason.MalformedPacket, type, "remaining length", "no variable byte integer in its shortest form");
            return PacketReadStatus.Error;
        }

        header = new FixedHeader(type, flags, 1 + size, (int)length);
        return status == OperationStatus.Done ? PacketReadStatus.Packet : PacketReadStatus.NeedsMore;
    }

    private static string? FindFault(MqttPacketType type, int flags)
    {
        if (type == MqttPacketType.None)
        {
            return "packet type 0 is reserved";
        }

        if (type != MqttPacketType.Publish)
        {
            return flags == RequiredFlags(type) ? null : $"flags are {flags}, not {RequiredFlags(type)}";
        }

        return ((flags >> 1) & 3, flags & Duplicate) switch
        {
            (3, _) => "QoS is 3",
            (0, Duplicate) => "a message of QoS 0 is marked as a duplicate",
            _ => null,
        };
    }
}

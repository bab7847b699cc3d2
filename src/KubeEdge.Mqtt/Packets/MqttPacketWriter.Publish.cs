using System.Buffers;

namespace KubeEdge.Mqtt.Packets;

/// <summary>PUBLISH.</summary>
internal static partial class MqttPacketWriter
{
    /// <summary>The size of the whole packet. More than <see cref="FixedHeader.MaximumPacket"/> cannot be written.</summary>
    public static long SizeOf(in PublishFrame frame, MqttVersion version)
    {
        var body = BodySize(frame, version == MqttVersion.V5 ? PropertySize(frame) : -1);
        return 1 + VariableByteInteger.SizeOf((uint)Math.Min(body, VariableByteInteger.Maximum)) + body;
    }

    public static void WritePublish(IBufferWriter<byte> output, in PublishFrame frame, MqttVersion version)
    {
        var properties = version == MqttVersion.V5 ? PropertySize(frame) : -1;
        var size = checked((int)BodySize(frame, properties));
        var header = (int)MqttPacketType.Publish << 4 | (int)frame.Qos << 1;
        header |= (frame.Duplicate ? FixedHeader.Duplicate : 0) | (frame.Retain ? FixedHeader.Retain : 0);

        // Everything but the payload in one span; the payload as its own, so that a large one needs no buffer of its size at once.
        var writer = Open(output, (byte)header, size, size - frame.Payload.Length);
        writer.Binary(frame.Topic.Span);
        if (frame.Qos != MqttQos.AtMostOnce)
        {
            writer.UInt16(frame.Id);
        }

        if (properties >= 0)
        {
            writer.Variable((uint)properties);
            WriteOwnProperties(ref writer, frame);
            writer.Raw(frame.SharedProperties.Span);
        }

        output.Advance(writer.Written);
        output.Write(frame.Payload.Span);
    }

    private static FieldWriter Open(IBufferWriter<byte> output, byte header, int size, int now)
    {
        var writer = new FieldWriter(output.GetSpan(FixedHeader.MaximumSize + now));
        writer.Byte(header);
        writer.Variable((uint)size);
        return writer;
    }

    private static long BodySize(in PublishFrame frame, int properties) => 2L + frame.Topic.Length
        + (frame.Qos == MqttQos.AtMostOnce ? 0 : 2)
        + (properties < 0 ? 0 : VariableByteInteger.SizeOf((uint)properties) + properties)
        + frame.Payload.Length;

    private static int PropertySize(in PublishFrame frame)
    {
        var size = frame.SharedProperties.Length + (frame.MessageExpiry is null ? 0 : 5) + (frame.TopicAlias == 0 ? 0 : 3);
        for (var i = 0; i < (frame.SubscriptionIdentifiers?.Count ?? 0); i++)
        {
            size += 1 + VariableByteInteger.SizeOf(frame.SubscriptionIdentifiers![i]); // Not null: its count is above zero.
        }

        return size;
    }

    private static void WriteOwnProperties(ref FieldWriter writer, in PublishFrame frame)
    {
        if (frame.MessageExpiry is { } expiry)
        {
            writer.Byte((byte)PropertyId.MessageExpiry);
            writer.UInt32(expiry);
        }

        if (frame.TopicAlias != 0)
        {
            writer.Byte((byte)PropertyId.TopicAlias);
            writer.UInt16(frame.TopicAlias);
        }

        for (var i = 0; i < (frame.SubscriptionIdentifiers?.Count ?? 0); i++)
        {
            writer.Byte((byte)PropertyId.SubscriptionIdentifier);
            writer.Variable(frame.SubscriptionIdentifiers![i]); // Not null: its count is above zero.
        }
    }
}

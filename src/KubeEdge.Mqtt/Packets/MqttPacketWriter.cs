using System.Buffers;

namespace KubeEdge.Mqtt.Packets;

/// <summary>Writes control packets. What it is given has to be valid: strings of at most 65,535 bytes, no identifier 0.</summary>
internal static partial class MqttPacketWriter
{
    public static void WritePing(IBufferWriter<byte> output) => WriteBare(output, MqttPacketType.Pingreq);

    public static void WritePingAnswer(IBufferWriter<byte> output) => WriteBare(output, MqttPacketType.Pingresp);

    /// <summary>PUBACK, PUBREC, PUBREL, PUBCOMP.</summary>
    public static void Write(IBufferWriter<byte> output, in AckPacket packet, MqttVersion version)
    {
        var properties = version == MqttVersion.V5 ? PacketPropertiesWriter.Encode(packet.Properties) : [];
        var hasReason = version == MqttVersion.V5 && (packet.Reason != MqttReason.Success || properties.Length > 0);
        var size = 2 + (hasReason ? 1 : 0) + (properties.Length > 0 ? SizeWithLength(properties) : 0);
        var writer = Open(output, HeaderOf(packet.Type), size);
        writer.UInt16(packet.Id);
        if (hasReason)
        {
            writer.Byte((byte)packet.Reason);
        }

        if (properties.Length > 0)
        {
            WriteProperties(ref writer, properties);
        }

        output.Advance(writer.Written);
    }

    public static void Write(IBufferWriter<byte> output, ConnackPacket packet, MqttVersion version)
    {
        var properties = PacketPropertiesWriter.Encode(packet.Properties);
        var writer = Open(output, HeaderOf(MqttPacketType.Connack), 2 + SizeIf(version, properties));
        writer.Byte(packet.SessionPresent ? (byte)1 : (byte)0);
        writer.Byte(version == MqttVersion.V5 ? (byte)packet.Reason : ReasonTable.ToReturnCode(packet.Reason));
        WritePropertiesIf(ref writer, version, properties);
        output.Advance(writer.Written);
    }

    /// <summary>With MQTT 3.1.1 every refusal is 0x80.</summary>
    public static void Write(IBufferWriter<byte> output, SubackPacket packet, MqttVersion version)
    {
        var properties = PacketPropertiesWriter.Encode(packet.Properties);
        var writer = Open(output, HeaderOf(MqttPacketType.Suback), 2 + SizeIf(version, properties) + packet.Reasons.Count);
        writer.UInt16(packet.Id);
        WritePropertiesIf(ref writer, version, properties);
        foreach (var reason in packet.Reasons)
        {
            var isRefused311 = version == MqttVersion.V311 && reason >= MqttReason.UnspecifiedError;
            writer.Byte((byte)(isRefused311 ? MqttReason.UnspecifiedError : reason));
        }

        output.Advance(writer.Written);
    }

    public static void Write(IBufferWriter<byte> output, UnsubackPacket packet, MqttVersion version)
    {
        var properties = PacketPropertiesWriter.Encode(packet.Properties);
        var reasons = version == MqttVersion.V5 ? packet.Reasons : [];
        var writer = Open(output, HeaderOf(MqttPacketType.Unsuback), 2 + SizeIf(version, properties) + reasons.Count);
        writer.UInt16(packet.Id);
        WritePropertiesIf(ref writer, version, properties);
        foreach (var reason in reasons)
        {
            writer.Byte((byte)reason);
        }

        output.Advance(writer.Written);
    }

    public static void Write(IBufferWriter<byte> output, DisconnectPacket packet, MqttVersion version) =>
        WriteReason(output, MqttPacketType.Disconnect, packet.Reason, packet.Properties, version);

    public static void Write(IBufferWriter<byte> output, AuthPacket packet, MqttVersion version) =>
        WriteReason(output, MqttPacketType.Auth, packet.Reason, packet.Properties, version);

    private static void WriteReason(
        IBufferWriter<byte> output, MqttPacketType type, MqttReason reason, PacketProperties properties, MqttVersion version)
    {
        var encoded = PacketPropertiesWriter.Encode(properties);
        if (version == MqttVersion.V311 || (reason == MqttReason.Success && encoded.Length == 0))
        {
            WriteBare(output, type);
            return;
        }

        var writer = Open(output, HeaderOf(type), 1 + SizeWithLength(encoded));
        writer.Byte((byte)reason);
        WriteProperties(ref writer, encoded);
        output.Advance(writer.Written);
    }

    private static void WriteBare(IBufferWriter<byte> output, MqttPacketType type)
    {
        var writer = Open(output, HeaderOf(type), 0);
        output.Advance(writer.Written);
    }

    /// <summary>The first byte, with the flags that each type but PUBLISH has to have (2.1.3).</summary>
    private static byte HeaderOf(MqttPacketType type) => (byte)((int)type << 4 | (FixedHeader.RequiredFlags(type)));

    private static FieldWriter Open(IBufferWriter<byte> output, byte header, int size)
    {
        var writer = new FieldWriter(output.GetSpan(FixedHeader.MaximumSize + size));
        writer.Byte(header);
        writer.Variable((uint)size);
        return writer;
    }

    private static int SizeIf(MqttVersion version, byte[] properties) => version == MqttVersion.V5 ? SizeWithLength(properties) : 0;

    private static int SizeWithLength(byte[] properties) => VariableByteInteger.SizeOf((uint)properties.Length) + properties.Length;

    private static void WritePropertiesIf(ref FieldWriter writer, MqttVersion version, byte[] properties)
    {
        if (version == MqttVersion.V5)
        {
            WriteProperties(ref writer, properties);
        }
    }

    private static void WriteProperties(ref FieldWriter writer, byte[] properties)
    {
        writer.Variable((uint)properties.Length);
        writer.Raw(properties);
    }
}

using System.Buffers;
using System.Text;

namespace KubeEdge.Mqtt.Packets;

/// <summary>CONNECT, SUBSCRIBE, UNSUBSCRIBE.</summary>
internal static partial class MqttPacketWriter
{
    public static void Write(IBufferWriter<byte> output, ConnectPacket packet)
    {
        var isV5 = packet.Version == MqttVersion.V5;
        var properties = PacketPropertiesWriter.Encode(packet.Properties);
        var will = isV5 ? EncodeWill(packet) : [];
        var size = 10 + SizeIf(packet.Version, properties) + TextSize(packet.ClientId);
        if (packet.Will is { } message)
        {
            size += (isV5 ? SizeWithLength(will) : 0) + TextSize(message.Topic) + 2 + message.Payload.Length;
        }

        size += (packet.UserName is { } user ? TextSize(user) : 0) + (packet.Password is { } secret ? 2 + secret.Length : 0);
        var writer = Open(output, HeaderOf(MqttPacketType.Connect), size);
        writer.Text("MQTT");
        writer.Byte((byte)packet.Version);
        writer.Byte((byte)FlagsOf(packet));
        writer.UInt16(packet.KeepAlive);
        WritePropertiesIf(ref writer, packet.Version, properties);
        writer.Text(packet.ClientId);
        if (packet.Will is not null)
        {
            WritePropertiesIf(ref writer, packet.Version, will);
            writer.Text(packet.Will.Topic);
            writer.Binary(packet.Will.Payload.Span);
        }

        if (packet.UserName is not null)
        {
            writer.Text(packet.UserName);
        }

        if (packet.Password is { } password)
        {
            writer.Binary(password.Span);
        }

        output.Advance(writer.Written);
    }

    public static void Write(IBufferWriter<byte> output, SubscribePacket packet, MqttVersion version)
    {
        var properties = PacketPropertiesWriter.Encode(WithIdentifier(packet));
        var size = 2 + SizeIf(version, properties);
        foreach (var subscription in packet.Subscriptions)
        {
            size += TextSize(subscription.Filter) + 1;
        }

        var writer = Open(output, HeaderOf(MqttPacketType.Subscribe), size);
        writer.UInt16(packet.Id);
        WritePropertiesIf(ref writer, version, properties);
        foreach (var subscription in packet.Subscriptions)
        {
            writer.Text(subscription.Filter);
            writer.Byte(version == MqttVersion.V5 ? SubscriptionOptions.ToByte(subscription) : (byte)subscription.MaximumQos);
        }

        output.Advance(writer.Written);
    }

    public static void Write(IBufferWriter<byte> output, UnsubscribePacket packet, MqttVersion version)
    {
        var properties = PacketPropertiesWriter.Encode(packet.Properties);
        var size = 2 + SizeIf(version, properties);
        foreach (var filter in packet.Filters)
        {
            size += TextSize(filter);
        }

        var writer = Open(output, HeaderOf(MqttPacketType.Unsubscribe), size);
        writer.UInt16(packet.Id);
        WritePropertiesIf(ref writer, version, properties);
        foreach (var filter in packet.Filters)
        {
            writer.Text(filter);
        }

        output.Advance(writer.Written);
    }

    private static ConnectFlags FlagsOf(ConnectPacket packet)
    {
        var flags = packet.CleanStart ? ConnectFlags.CleanStart : 0;
        flags |= packet.UserName is not null ? ConnectFlags.UserName : 0;
        flags |= packet.Password is not null ? ConnectFlags.Password : 0;
        if (packet.Will is { } will)
        {
            flags |= ConnectFlags.Will | (will.Retain ? ConnectFlags.WillRetain : 0);
            flags |= (ConnectFlags)((int)will.Qos << ConnectFlagsBits.WillQosShift);
        }

        return flags;
    }

    private static byte[] EncodeWill(ConnectPacket packet)
    {
        var shared = PublishProperties.Encode(packet.Will?.Properties);
        var buffer = new byte[shared.Length + (2 * PropertyBound.Number)];
        var writer = new PropertyWriter(buffer);
        writer.UInt32(PropertyId.WillDelay, packet.WillDelay == 0 ? null : packet.WillDelay);
        writer.UInt32(PropertyId.MessageExpiry, packet.Will?.Properties?.MessageExpiry);
        shared.CopyTo(buffer, writer.Written);
        return buffer[..(writer.Written + shared.Length)];
    }

    private static PacketProperties WithIdentifier(SubscribePacket packet) => packet.Subscriptions[0].Identifier is { } identifier
        ? new PacketProperties { SubscriptionIdentifier = identifier, UserProperties = packet.Properties.UserProperties }
        : packet.Properties;

    private static int TextSize(string text) => 2 + Encoding.UTF8.GetByteCount(text);
}

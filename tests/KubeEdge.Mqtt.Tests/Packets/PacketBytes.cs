using System.Buffers;
using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Packets;

/// <summary>Packets to bytes and back, and bytes written as hexadecimal text.</summary>
internal static class PacketBytes
{
    /// <summary>Bytes from hexadecimal text with blanks; what stands in quotes is ASCII.</summary>
    public static byte[] Hex(string text)
    {
        var bytes = new List<byte>();
        var parts = text.Split('\'');
        for (var i = 0; i < parts.Length; i++)
        {
            bytes.AddRange(i % 2 == 1
                ? System.Text.Encoding.ASCII.GetBytes(parts[i])
                : Convert.FromHexString(parts[i].Replace(" ", "", StringComparison.Ordinal)));
        }

        return [.. bytes];
    }

    public static byte[] Write(MqttPacket packet, MqttVersion version)
    {
        var output = new ArrayBufferWriter<byte>();
        switch (packet.Type)
        {
            case MqttPacketType.Connect:
                MqttPacketWriter.Write(output, packet.Body<ConnectPacket>());
                break;
            case MqttPacketType.Connack:
                MqttPacketWriter.Write(output, packet.Body<ConnackPacket>(), version);
                break;
            case MqttPacketType.Publish:
                MqttPacketWriter.WritePublish(output, FrameOf(packet.Publish), version);
                break;
            case MqttPacketType.Subscribe:
                MqttPacketWriter.Write(output, packet.Body<SubscribePacket>(), version);
                break;
            case MqttPacketType.Suback:
                MqttPacketWriter.Write(output, packet.Body<SubackPacket>(), version);
                break;
            case MqttPacketType.Unsubscribe:
                MqttPacketWriter.Write(output, packet.Body<UnsubscribePacket>(), version);
                break;
            case MqttPacketType.Unsuback:
                MqttPacketWriter.Write(output, packet.Body<UnsubackPacket>(), version);
                break;
            case MqttPacketType.Pingreq:
                MqttPacketWriter.WritePing(output);
                break;
            case MqttPacketType.Pingresp:
                MqttPacketWriter.WritePingAnswer(output);
                break;
            case MqttPacketType.Disconnect:
                MqttPacketWriter.Write(output, packet.Body<DisconnectPacket>(), version);
                break;
            case MqttPacketType.Auth:
                MqttPacketWriter.Write(output, packet.Body<AuthPacket>(), version);
                break;
            default:
                MqttPacketWriter.Write(output, packet.Ack, version);
                break;
        }

        return output.WrittenSpan.ToArray();
    }

    public static PublishFrame FrameOf(PublishPacket packet) => new()
    {
        Topic = System.Text.Encoding.UTF8.GetBytes(packet.Message.Topic),
        Payload = packet.Message.Payload,
        Id = packet.Id,
        Qos = packet.Message.Qos,
        Retain = packet.Message.Retain,
        Duplicate = packet.Duplicate,
        SharedProperties = PublishProperties.Encode(packet.Message.Properties),
        MessageExpiry = packet.Message.Properties?.MessageExpiry,
        SubscriptionIdentifiers = packet.Message.Properties?.SubscriptionIdentifiers,
    };

    /// <summary>Reads one packet that is all of the bytes.</summary>
    public static MqttPacket ReadOne(byte[] bytes, MqttVersion version, bool fromClient, PacketLimits? limits = null)
    {
        var buffer = new ReadOnlySequence<byte>(bytes);
        var reader = ReaderFor(bytes, version, fromClient, limits);
        var status = reader.TryRead(ref buffer, out var packet, out var error);
        Assert.True(status == PacketReadStatus.Packet, $"{status}: {error}");
        Assert.Equal(0, buffer.Length);
        return packet;
    }

    /// <summary>The error of bytes that are no packet.</summary>
    public static MqttProtocolError Fail(string hex, MqttVersion version, bool fromClient = true, PacketLimits? limits = null)
    {
        var bytes = Hex(hex);
        var buffer = new ReadOnlySequence<byte>(bytes);
        var status = ReaderFor(bytes, version, fromClient, limits).TryRead(ref buffer, out _, out var error);
        Assert.Equal(PacketReadStatus.Error, status);
        Assert.False(string.IsNullOrEmpty(error.Field) || string.IsNullOrEmpty(error.Detail));
        return error;
    }

    private static MqttPacketReader ReaderFor(byte[] bytes, MqttVersion version, bool fromClient, PacketLimits? limits)
    {
        var isConnect = bytes.Length > 0 && bytes[0] >> 4 == (int)MqttPacketType.Connect;
        return new MqttPacketReader(limits ?? new PacketLimits(), fromClient, isConnect ? null : version);
    }
}

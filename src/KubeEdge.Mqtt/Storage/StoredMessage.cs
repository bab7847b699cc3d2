using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using KubeEdge.Mqtt.Packets;
using KubeEdge.Mqtt.Sessions;
using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Storage;

/// <summary>
/// A message as the session store keeps it: what the broker has to know of its delivery, then a PUBLISH packet of MQTT 5 with everything
/// else. After that comes the filter of the shared subscription that brought it, if one did; releases before that read no further.
/// </summary>
internal static class StoredMessage
{
    private const byte Format = 1;
    private const int HeaderSize = 18;

    // What was stored was accepted before, so only the format counts here.
    private static readonly PacketLimits _limits = new()
    {
        PacketSize = int.MaxValue,
        TopicBytes = ushort.MaxValue,
        Properties = int.MaxValue,
    };

    /// <summary>A retained message.</summary>
    public static ReadOnlyMemory<byte> Write(RoutedMessage message) =>
        Write(message, message.Message.Qos, retain: true, 0, OutgoingStage.Queued, null);

    /// <summary>A message of a session, at a stage that it may reach only when this is durable.</summary>
    public static ReadOnlyMemory<byte> Write(OutgoingMessage message, OutgoingStage stage) =>
        Write(message.Message, message.Qos, message.Retain, message.Sequence, stage, message.Grant.Identifiers, message.Id, message.Share?.Text);

    /// <summary>A message that is not published yet; its expiry counts from then and is not written.</summary>
    public static ReadOnlyMemory<byte> Write(MqttMessage message) =>
        Write(RoutedMessage.Restore(message, expires: null), message.Qos, message.Retain, 0, OutgoingStage.Queued, null);

    /// <returns>Null when the bytes are no such record.</returns>
    public static RoutedMessage? ReadRetained(ReadOnlyMemory<byte> record) => Read(record)?.Message;

    /// <returns>Null when the bytes are no such record.</returns>
    public static OutgoingMessage? Read(ReadOnlyMemory<byte> record)
    {
        var header = record.Span;
        if (header.Length < HeaderSize || header[0] != Format || header[1] > (byte)OutgoingStage.Released)
        {
            return null;
        }

        var ticks = BinaryPrimitives.ReadInt64BigEndian(header[10..]);
        if (ticks < 0 || ticks > DateTime.MaxValue.Ticks)
        {
            return null;
        }

        var buffer = new ReadOnlySequence<byte>(record[HeaderSize..]);
        var reader = new MqttPacketReader(_limits, fromClient: false, MqttVersion.V5);
        if (reader.TryRead(ref buffer, out var packet, out _) != PacketReadStatus.Packet || packet.Type != MqttPacketType.Publish)
        {
            return null;
        }

        var message = packet.Publish.Message;
        var expires = ticks == 0 ? (DateTimeOffset?)null : new DateTimeOffset(ticks, TimeSpan.Zero);
        uint[]? identifiers = null;
        if (message.Properties is { SubscriptionIdentifiers.Count: > 0 } properties)
        {
            // They belong to this delivery, and not to the message, which somebody else may get.
            identifiers = [.. properties.SubscriptionIdentifiers];
            message = message with { Properties = properties with { SubscriptionIdentifiers = [] } };
        }

        return new OutgoingMessage(
            RoutedMessage.Restore(message, expires), new DeliveryGrant(message.Qos, true, identifiers), message.Qos, message.Retain)
        {
            Id = packet.Publish.Id,
            Sequence = BinaryPrimitives.ReadInt64BigEndian(header[2..]),
            Stage = (OutgoingStage)header[1],
            Share = TopicFilter.TryParse(Encoding.UTF8.GetString(buffer), int.MaxValue, out var share) ? share : null,
        };
    }

    private static ReadOnlyMemory<byte> Write(
        RoutedMessage message,
        MqttQos qos,
        bool retain,
        long sequence,
        OutgoingStage stage,
        uint[]? identifiers,
        ushort id = 1,
        string? share = null)
    {
        var frame = new PublishFrame
        {
            Topic = message.Topic,
            Payload = message.Message.Payload,
            Id = id,
            Qos = qos,
            Retain = retain,
            SharedProperties = message.SharedProperties,
            SubscriptionIdentifiers = identifiers,
        };
        var writer = new ArrayBufferWriter<byte>(HeaderSize + (int)MqttPacketWriter.SizeOf(frame, MqttVersion.V5));
        var header = writer.GetSpan(HeaderSize);
        header[0] = Format;
        header[1] = (byte)stage;
        BinaryPrimitives.WriteInt64BigEndian(header[2..], sequence);
        BinaryPrimitives.WriteInt64BigEndian(header[10..], message.Expires?.UtcTicks ?? 0);
        writer.Advance(HeaderSize);
        MqttPacketWriter.WritePublish(writer, frame, MqttVersion.V5);
        Encoding.UTF8.GetBytes(share, writer);
        return writer.WrittenMemory;
    }
}

using System.Buffers;

namespace KubeEdge.Mqtt.Packets;

/// <summary>
/// Takes control packets from the bytes of one connection, and holds them to every rule of format. Nothing that a peer sends makes it
/// throw: what is not valid is an <see cref="MqttProtocolError"/>, after which the connection has to end.
/// </summary>
internal sealed class MqttPacketReader
{
    private readonly PacketLimits _limits;
    private readonly bool _fromClient;
    private readonly PublishReader _publishes;
    private bool _awaitsConnect;

    /// <param name="limits">What is accepted.</param>
    /// <param name="fromClient">Whether the peer is a client. Each side may send some packets only.</param>
    /// <param name="version">The protocol; null when a CONNECT has to come first and says it.</param>
    public MqttPacketReader(PacketLimits limits, bool fromClient, MqttVersion? version = null)
    {
        _limits = limits;
        _fromClient = fromClient;
        _publishes = new PublishReader(limits, fromClient);
        _awaitsConnect = version is null;
        Version = version ?? MqttVersion.V5;
    }

    /// <summary>The protocol; before a CONNECT, or after one that could not be read, the newest.</summary>
    public MqttVersion Version { get; private set; }

    /// <summary>Takes the next packet from the front of the buffer, which then begins after it.</summary>
    public PacketReadStatus TryRead(ref ReadOnlySequence<byte> buffer, out MqttPacket packet, out MqttProtocolError error)
    {
        packet = default;
        var status = ReadHeader(buffer, out var header, out error);
        if (status == PacketReadStatus.Error || (status == PacketReadStatus.Packet && !TryAdmit(header, out error)))
        {
            return PacketReadStatus.Error;
        }

        if (status == PacketReadStatus.NeedsMore || buffer.Length < header.PacketSize)
        {
            return PacketReadStatus.NeedsMore;
        }

        var body = buffer.Slice(header.Size, header.BodySize);
        buffer = buffer.Slice(header.PacketSize);
        return TryReadBody(header, body, out packet, out error) ? PacketReadStatus.Packet : PacketReadStatus.Error;
    }

    private static PacketReadStatus ReadHeader(in ReadOnlySequence<byte> buffer, out FixedHeader header, out MqttProtocolError error)
    {
        var first = buffer.FirstSpan;
        if (first.Length >= FixedHeader.MaximumSize || buffer.IsSingleSegment)
        {
            return FixedHeader.TryRead(first, out header, out error);
        }

        Span<byte> copy = stackalloc byte[FixedHeader.MaximumSize];
        var start = buffer.Slice(0, Math.Min(buffer.Length, FixedHeader.MaximumSize));
        start.CopyTo(copy);
        return FixedHeader.TryRead(copy[..(int)start.Length], out header, out error);
    }

    /// <summary>What can be said before the packet is complete, so that nobody makes us hold what is not acceptable.</summary>
    private bool TryAdmit(in FixedHeader header, out MqttProtocolError error)
    {
        error = default;
        var (reason, detail) = (MqttReason.ProtocolError, (string?)null);
        if (_awaitsConnect != (header.Type == MqttPacketType.Connect) && _fromClient)
        {
            detail = _awaitsConnect ? "the first packet has to be CONNECT" : "a second CONNECT";
        }
        else if (!PacketDirections.Allows(header.Type, Version, _fromClient))
        {
            detail = "this side cannot send it";
        }
        else if (header.PacketSize > _limits.PacketSize)
        {
            (reason, detail) = (MqttReason.PacketTooLarge, $"{header.PacketSize} bytes, more than {_limits.PacketSize}");
        }

        if (detail is not null)
        {
            error = new MqttProtocolError(reason, header.Type, "packet", detail);
        }

        return detail is null;
    }

    private bool TryReadBody(in FixedHeader header, in ReadOnlySequence<byte> body, out MqttPacket packet, out MqttProtocolError error)
    {
        if (body.IsSingleSegment)
        {
            return TryReadBody(header, body.FirstSpan, out packet, out error);
        }

        var pooled = ArrayPool<byte>.Shared.Rent(header.BodySize);
        try
        {
            body.CopyTo(pooled);
            return TryReadBody(header, pooled.AsSpan(0, header.BodySize), out packet, out error);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(pooled);
        }
    }

    private bool TryReadBody(in FixedHeader header, ReadOnlySpan<byte> body, out MqttPacket packet, out MqttProtocolError error)
    {
        var reader = new FieldReader(body, header.Type);
        var isValid = TryReadFields(ref reader, header, out packet);
        error = reader.Error;
        return isValid;
    }

    private bool TryReadFields(ref FieldReader reader, in FixedHeader header, out MqttPacket packet)
    {
        packet = default;
        switch (header.Type)
        {
            case MqttPacketType.Publish:
                var isPublish = _publishes.TryRead(ref reader, header.Flags, Version, out var publish);
                packet = new MqttPacket(publish);
                return isPublish;
            case MqttPacketType.Puback or MqttPacketType.Pubrec or MqttPacketType.Pubrel or MqttPacketType.Pubcomp:
                var isAck = AnswerReader.TryAck(ref reader, Version, _limits, out var ack);
                packet = new MqttPacket(ack);
                return isAck;
            case MqttPacketType.Pingreq or MqttPacketType.Pingresp:
                packet = new MqttPacket(header.Type);
                return reader.TryEnd();
            default:
                var isValid = TryReadObject(ref reader, out var body);
                packet = new MqttPacket(header.Type, body);
                return isValid;
        }
    }

    private bool TryReadObject(ref FieldReader reader, out object? body)
    {
        bool isValid;
        switch (reader.Packet)
        {
            case MqttPacketType.Connect:
                isValid = ConnectReader.TryRead(ref reader, _limits, out var connect);
                (Version, _awaitsConnect) = isValid ? (connect.Version, false) : (Version, true);
                body = connect;
                return isValid;
            case MqttPacketType.Connack:
                isValid = AnswerReader.TryConnack(ref reader, Version, _limits, out var connack);
                body = connack;
                return isValid;
            case MqttPacketType.Subscribe:
                isValid = SubscribeReader.TryRead(ref reader, Version, _limits, out SubscribePacket? subscribe);
                body = subscribe;
                return isValid;
            case MqttPacketType.Unsubscribe:
                isValid = SubscribeReader.TryRead(ref reader, Version, _limits, out UnsubscribePacket? unsubscribe);
                body = unsubscribe;
                return isValid;
            case MqttPacketType.Suback:
                isValid = AnswerReader.TryReasons(ref reader, Version, _limits, out var id, out var reasons, out var properties);
                body = new SubackPacket { Id = id, Reasons = reasons, Properties = properties };
                return isValid;
            case MqttPacketType.Unsuback:
                isValid = AnswerReader.TryReasons(ref reader, Version, _limits, out id, out reasons, out properties);
                body = new UnsubackPacket { Id = id, Reasons = reasons, Properties = properties };
                return isValid;
            default:
                return TryReadEnd(ref reader, out body);
        }
    }

    /// <summary>DISCONNECT and AUTH: nothing but a reason and properties, and with MQTT 3.1.1 nothing at all.</summary>
    private bool TryReadEnd(ref FieldReader reader, out object? body)
    {
        var reason = MqttReason.Success;
        PacketProperties? properties = null;
        body = null;
        if (Version == MqttVersion.V5 && !AnswerReader.TryReason(ref reader, _limits, _fromClient, ref reason, ref properties))
        {
            return false;
        }

        properties ??= PacketProperties.None;
        if (reader.Packet == MqttPacketType.Auth)
        {
            body = new AuthPacket { Reason = reason, Properties = properties };
            return reader.TryEnd();
        }

        body = new DisconnectPacket { Reason = reason, Properties = properties };
        return (_fromClient || properties.SessionExpiry is null
            || reader.Fail("SessionExpiry", "cannot come from a server", MqttReason.ProtocolError)) && reader.TryEnd();
    }
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>Reads the packets that answer: CONNACK, PUBACK to PUBCOMP, SUBACK, UNSUBACK; and DISCONNECT and AUTH.</summary>
internal static class AnswerReader
{
    public static bool TryConnack(ref FieldReader reader, MqttVersion version, PacketLimits limits, out ConnackPacket? packet)
    {
        packet = null;
        if (!reader.TryByte("acknowledge flags", out var flags) || !reader.TryByte("reason", out var code))
        {
            return false;
        }

        if (flags > 1)
        {
            return reader.Fail("acknowledge flags", "reserved bits are set");
        }

        // A server that does not speak MQTT 5 refuses in 3.1.1, where a CONNACK has no properties.
        version = reader.IsAtEnd && code != 0 ? MqttVersion.V311 : version;
        var reason = version == MqttVersion.V5 ? (MqttReason)code : ReasonTable.FromReturnCode(code);
        if (reason is not { } known || !ReasonTable.Allows(MqttPacketType.Connack, known, fromClient: false))
        {
            return reader.Fail("reason", $"0x{code:X2} does not belong here");
        }

        if (flags == 1 && known != MqttReason.Success)
        {
            return reader.Fail("acknowledge flags", "a session with a refused connection", MqttReason.ProtocolError);
        }

        var properties = PacketProperties.None;
        if (version == MqttVersion.V5 && !PacketPropertiesReader.TryRead(ref reader, limits.Properties, out properties))
        {
            return false;
        }

        packet = new ConnackPacket { SessionPresent = flags == 1, Reason = known, Properties = properties };
        return reader.TryEnd();
    }

    public static bool TryAck(ref FieldReader reader, MqttVersion version, PacketLimits limits, out AckPacket packet)
    {
        packet = default;
        if (!reader.TryId(out var id))
        {
            return false;
        }

        var reason = MqttReason.Success;
        PacketProperties? properties = null;
        if (version == MqttVersion.V5 && !TryReason(ref reader, limits, fromClient: true, ref reason, ref properties))
        {
            return false;
        }

        packet = new AckPacket(reader.Packet, id, reason, properties == PacketProperties.None ? null : properties);
        return reader.TryEnd();
    }

    public static bool TryReasons(
        ref FieldReader reader, MqttVersion version, PacketLimits limits, out ushort id, out List<MqttReason> reasons,
        out PacketProperties properties)
    {
        properties = PacketProperties.None;
        reasons = [];
        if (!reader.TryId(out id)
            || (version == MqttVersion.V5 && !PacketPropertiesReader.TryRead(ref reader, limits.Properties, out properties)))
        {
            return false;
        }

        // The answer of MQTT 3.1.1 to an UNSUBSCRIBE is its identifier only.
        if (version == MqttVersion.V311 && reader.Packet == MqttPacketType.Unsuback)
        {
            return reader.TryEnd();
        }

        foreach (var code in reader.TakeRest())
        {
            var reason = (MqttReason)code;
            if (!ReasonTable.Allows(reader.Packet, reason, fromClient: false)
                || (version == MqttVersion.V311 && reason > MqttReason.UnspecifiedError))
            {
                return reader.Fail("reason", $"0x{code:X2} does not belong here");
            }

            reasons.Add(reason);
        }

        return reasons.Count > 0 || reader.Fail("payload", "holds no reason", MqttReason.ProtocolError);
    }

    /// <summary>The optional reason and properties at the end of a packet.</summary>
    public static bool TryReason(
        ref FieldReader reader, PacketLimits limits, bool fromClient, ref MqttReason reason, ref PacketProperties? properties)
    {
        if (reader.IsAtEnd)
        {
            return true;
        }

        if (!reader.TryByte("reason", out var code))
        {
            return false;
        }

        reason = (MqttReason)code;
        if (!ReasonTable.Allows(reader.Packet, reason, fromClient))
        {
            return reader.Fail("reason", $"0x{code:X2} does not belong here");
        }

        return reader.IsAtEnd || PacketPropertiesReader.TryRead(ref reader, limits.Properties, out properties);
    }
}

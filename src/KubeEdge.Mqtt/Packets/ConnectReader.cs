namespace KubeEdge.Mqtt.Packets;

/// <summary>Reads CONNECT.</summary>
internal static class ConnectReader
{
    public static bool TryRead(ref FieldReader reader, PacketLimits limits, out ConnectPacket packet)
    {
        packet = null!; // Only read when this returns true.
        if (!TryVersion(ref reader, out var version) || !TryFlags(ref reader, version, out var flags)
            || !reader.TryUInt16("keep alive", out var keepAlive))
        {
            return false;
        }

        var properties = PacketProperties.None;
        if (version == MqttVersion.V5 && !PacketPropertiesReader.TryRead(ref reader, limits.Properties, out properties))
        {
            return false;
        }

        MqttMessage? will = null;
        uint willDelay = 0;
        if (!reader.TryString("client identifier", out var clientId) || !TryClientId(ref reader, version, clientId, flags)
            || (flags.HasFlag(ConnectFlags.Will) && !TryWill(ref reader, limits, version, flags, out will, out willDelay))
            || !TryCredentials(ref reader, flags, out var userName, out var password))
        {
            return false;
        }

        packet = new ConnectPacket
        {
            Version = version,
            ClientId = clientId,
            CleanStart = flags.HasFlag(ConnectFlags.CleanStart),
            KeepAlive = keepAlive,
            Will = will,
            WillDelay = willDelay,
            UserName = userName,
            Password = password,
            Properties = properties,
        };
        return reader.TryEnd();
    }

    private static bool TryVersion(ref FieldReader reader, out MqttVersion version)
    {
        version = MqttVersion.V5;
        if (!reader.TryString("protocol name", out var name) || !reader.TryByte("protocol version", out var level))
        {
            return false;
        }

        version = (MqttVersion)level;
        if (name is not ("MQTT" or "MQIsdp"))
        {
            return reader.Fail("protocol name", "is not MQTT", MqttReason.UnsupportedProtocolVersion);
        }

        return (name == "MQTT" && version is MqttVersion.V311 or MqttVersion.V5)
            || reader.Fail("protocol version", $"{name} {level} is not spoken here", MqttReason.UnsupportedProtocolVersion);
    }

    private static bool TryFlags(ref FieldReader reader, MqttVersion version, out ConnectFlags flags)
    {
        var isRead = reader.TryByte("connect flags", out var bits);
        flags = (ConnectFlags)bits;
        if (!isRead)
        {
            return false;
        }

        if (flags.HasFlag(ConnectFlags.Reserved))
        {
            return reader.Fail("connect flags", "the reserved flag is set");
        }

        var willQos = ConnectFlagsBits.WillQos(flags);
        if (willQos == 3 || (!flags.HasFlag(ConnectFlags.Will) && (willQos != 0 || flags.HasFlag(ConnectFlags.WillRetain))))
        {
            return reader.Fail("connect flags", "QoS or retain of the will is not valid");
        }

        return version == MqttVersion.V5 || flags.HasFlag(ConnectFlags.UserName) || !flags.HasFlag(ConnectFlags.Password)
            || reader.Fail("connect flags", "a password without a user name");
    }

    /// <summary>Without an identifier a 3.1.1 client cannot ask for a session that lasts.</summary>
    private static bool TryClientId(ref FieldReader reader, MqttVersion version, string clientId, ConnectFlags flags) =>
        clientId.Length > 0 || version == MqttVersion.V5 || flags.HasFlag(ConnectFlags.CleanStart)
        || reader.Fail("client identifier", "is empty, and the session is to last", MqttReason.ClientIdentifierNotValid);

    private static bool TryWill(
        ref FieldReader reader, PacketLimits limits, MqttVersion version, ConnectFlags flags, out MqttMessage? will, out uint delay)
    {
        will = null;
        delay = 0;
        var properties = default(MessagePropertiesReader);
        if ((version == MqttVersion.V5 && !properties.TryRead(ref reader, PropertyTable.Will, limits.Properties))
            || !reader.TryString("will topic", out var topic) || !TopicNames.TryCheck(ref reader, "will topic", topic)
            || !reader.TryBinary("will payload", out var payload))
        {
            return false;
        }

        delay = properties.WillDelay;
        will = new MqttMessage
        {
            Topic = topic,
            Payload = payload.ToArray(),
            Qos = (MqttQos)ConnectFlagsBits.WillQos(flags),
            Retain = flags.HasFlag(ConnectFlags.WillRetain),
            Properties = properties.Build(),
        };
        return topic.Length <= limits.TopicBytes
            || reader.Fail("will topic", $"is longer than {limits.TopicBytes} bytes", MqttReason.TopicNameInvalid);
    }

    private static bool TryCredentials(
        ref FieldReader reader, ConnectFlags flags, out string? userName, out ReadOnlyMemory<byte>? password)
    {
        userName = null;
        password = null;
        if (flags.HasFlag(ConnectFlags.UserName) && !reader.TryString("user name", out userName))
        {
            return false;
        }

        if (!flags.HasFlag(ConnectFlags.Password))
        {
            return true;
        }

        var isRead = reader.TryBinary("password", out var bytes);
        password = bytes.ToArray();
        return isRead;
    }
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>Reads PUBLISH. One per connection: it keeps topics and topic aliases.</summary>
internal sealed class PublishReader(PacketLimits limits, bool fromClient)
{
    private readonly TopicCache _topics = new();
    private string?[]? _aliases;

    public bool TryRead(ref FieldReader reader, int flags, MqttVersion version, out PublishPacket packet)
    {
        packet = default;
        var qos = (MqttQos)((flags >> 1) & 3);
        ushort id = 0;
        if (!TryTopic(ref reader, out var topic) || (qos != MqttQos.AtMostOnce && !reader.TryId(out id)))
        {
            return false;
        }

        MqttMessageProperties? properties = null;
        if (version == MqttVersion.V5 ? !TryProperties(ref reader, ref topic, out properties) : !TryNotEmpty(ref reader, topic))
        {
            return false;
        }

        var message = new MqttMessage
        {
            Topic = topic,
            Payload = reader.TakeRest().ToArray(),
            Qos = qos,
            Retain = (flags & FixedHeader.Retain) != 0,
            Properties = properties,
        };
        packet = new PublishPacket(message, id, (flags & FixedHeader.Duplicate) != 0);
        return true;
    }

    /// <summary>The topic; empty is a matter of the properties.</summary>
    private bool TryTopic(ref FieldReader reader, out string topic)
    {
        topic = "";
        if (!reader.TryBinary("topic name", out var bytes))
        {
            return false;
        }

        if (bytes.IsEmpty)
        {
            return true;
        }

        if (_topics.Find(bytes) is { } known)
        {
            topic = known;
            return true;
        }

        if (bytes.Length > limits.TopicBytes)
        {
            return reader.Fail("topic name", $"is {bytes.Length} bytes, more than {limits.TopicBytes}", MqttReason.TopicNameInvalid);
        }

        if (!FieldReader.IsText(bytes))
        {
            return reader.Fail("topic name", "is no well-formed UTF-8 without U+0000");
        }

        if (bytes.IndexOfAny((byte)'#', (byte)'+') >= 0)
        {
            return reader.Fail("topic name", "holds a wildcard");
        }

        topic = _topics.Add(bytes);
        return true;
    }

    private static bool TryNotEmpty(ref FieldReader reader, string topic) =>
        topic.Length > 0 || reader.Fail("topic name", "is empty", MqttReason.ProtocolError);

    private bool TryProperties(ref FieldReader reader, ref string topic, out MqttMessageProperties? properties)
    {
        properties = null;
        var values = default(MessagePropertiesReader);
        if (!values.TryRead(ref reader, MqttPacketType.Publish, limits.Properties) || !TryAlias(ref reader, values.TopicAlias, ref topic))
        {
            return false;
        }

        properties = values.Build();
        return !fromClient || properties is not { SubscriptionIdentifiers.Count: > 0 }
            || reader.Fail("subscription identifier", "in a message from a client", MqttReason.ProtocolError);
    }

    /// <summary>A topic with an alias defines it; an alias alone stands for the topic that was defined.</summary>
    private bool TryAlias(ref FieldReader reader, ushort alias, ref string topic)
    {
        if (alias == 0)
        {
            return TryNotEmpty(ref reader, topic);
        }

        if (alias > limits.TopicAliases)
        {
            return reader.Fail("topic alias", $"is {alias}, more than {limits.TopicAliases}", MqttReason.TopicAliasInvalid);
        }

        _aliases ??= new string?[limits.TopicAliases + 1];
        if (topic.Length > 0)
        {
            _aliases[alias] = topic;
            return true;
        }

        topic = _aliases[alias] ?? "";
        return topic.Length > 0 || reader.Fail("topic alias", $"{alias} was not defined", MqttReason.ProtocolError);
    }
}

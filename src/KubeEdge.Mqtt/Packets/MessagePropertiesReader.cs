namespace KubeEdge.Mqtt.Packets;

/// <summary>Reads the properties of a PUBLISH or of a will.</summary>
internal ref struct MessagePropertiesReader
{
    private string? _contentType;
    private string? _responseTopic;
    private ReadOnlyMemory<byte>? _correlationData;
    private uint? _expiry;
    private bool? _isText;
    private List<MqttUserProperty>? _user;
    private List<uint>? _identifiers;
    private bool _any;

    /// <summary>0 without one.</summary>
    public ushort TopicAlias { get; private set; }

    public uint WillDelay { get; private set; }

    /// <summary>What a message carries of them; null when there is nothing.</summary>
    public readonly MqttMessageProperties? Build() => !_any ? null : new MqttMessageProperties
    {
        ContentType = _contentType,
        ResponseTopic = _responseTopic,
        CorrelationData = _correlationData,
        MessageExpiry = _expiry,
        IsText = _isText,
        UserProperties = _user ?? (IReadOnlyList<MqttUserProperty>)[],
        SubscriptionIdentifiers = _identifiers ?? (IReadOnlyList<uint>)[],
    };

    public bool TryRead(ref FieldReader reader, MqttPacketType section, int limit)
    {
        if (!PropertyCursor.TryOpen(ref reader, section, limit, out var cursor))
        {
            return false;
        }

        while (cursor.TryNext(ref reader, out var property))
        {
            if (property == PropertyId.None)
            {
                return true;
            }

            if (!TryValue(ref reader, property))
            {
                return false;
            }
        }

        return false;
    }

    private bool TryValue(ref FieldReader reader, PropertyId property)
    {
        _any |= property is not (PropertyId.TopicAlias or PropertyId.WillDelay);
        switch (property)
        {
            case PropertyId.PayloadFormat:
                var isFormat = reader.TryBool("payload format", out var isText);
                _isText = isText;
                return isFormat;
            case PropertyId.MessageExpiry:
                var isExpiry = reader.TryUInt32("message expiry", out var expiry);
                _expiry = expiry;
                return isExpiry;
            case PropertyId.ContentType:
                return reader.TryString("content type", out _contentType);
            case PropertyId.ResponseTopic:
                return reader.TryString("response topic", out _responseTopic)
                    && TopicNames.TryCheck(ref reader, "response topic", _responseTopic);
            case PropertyId.CorrelationData:
                var isData = reader.TryBinary("correlation data", out var data);
                _correlationData = data.ToArray();
                return isData;
            case PropertyId.WillDelay:
                var isDelay = reader.TryUInt32("will delay", out var delay);
                WillDelay = delay;
                return isDelay;
            case PropertyId.TopicAlias:
                var isAlias = reader.TryUInt16("topic alias", out var alias);
                TopicAlias = alias;
                return isAlias && (alias != 0 || reader.Fail("topic alias", "is 0", MqttReason.TopicAliasInvalid));
            case PropertyId.SubscriptionIdentifier:
                return TryIdentifier(ref reader);
            default:
                return UserProperties.TryRead(ref reader, ref _user);
        }
    }

    private bool TryIdentifier(ref FieldReader reader)
    {
        if (!reader.TryVariable("subscription identifier", out var identifier))
        {
            return false;
        }

        (_identifiers ??= []).Add(identifier);
        return identifier != 0 || reader.Fail("subscription identifier", "is 0", MqttReason.ProtocolError);
    }
}

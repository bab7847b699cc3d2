namespace KubeEdge.Mqtt.Packets;

/// <summary>
/// Walks over the properties of a packet, and sees to what is the same for all: their length, which of them are allowed there, and that
/// none but user properties (and in a PUBLISH subscription identifiers) occurs twice.
/// </summary>
internal struct PropertyCursor
{
    private readonly MqttPacketType _section;
    private readonly int _limit;
    private readonly int _end;
    private ulong _seen;
    private int _repeated;

    private PropertyCursor(MqttPacketType section, int limit, int end)
    {
        _section = section;
        _limit = limit;
        _end = end;
    }

    /// <summary>Reads the length of the properties.</summary>
    public static bool TryOpen(ref FieldReader reader, MqttPacketType section, int limit, out PropertyCursor cursor)
    {
        cursor = default;
        if (!reader.TryVariable("property length", out var length))
        {
            return false;
        }

        if (length > reader.Remaining)
        {
            return reader.Fail("property length", $"is {length}, {reader.Remaining} bytes are left");
        }

        cursor = new PropertyCursor(section, limit, reader.Remaining - (int)length);
        return true;
    }

    /// <summary>Moves to the next property; its value has to be read then. <see cref="PropertyId.None"/> after the last.</summary>
    public bool TryNext(ref FieldReader reader, out PropertyId property)
    {
        property = PropertyId.None;
        if (reader.Remaining <= _end)
        {
            return reader.Remaining == _end || reader.Fail("properties", "the last one exceeds their length");
        }

        if (!reader.TryVariable("property identifier", out var number))
        {
            return false;
        }

        property = (PropertyId)number;
        if (number is 0 or > (uint)PropertyId.SharedSubscriptionAvailable || !PropertyTable.Allows(_section, property))
        {
            return reader.Fail("property identifier", $"0x{number:X2} does not belong here");
        }

        return Count(ref reader, property);
    }

    private bool Count(ref FieldReader reader, PropertyId property)
    {
        if (property == PropertyId.UserProperty
            || (property == PropertyId.SubscriptionIdentifier && _section == MqttPacketType.Publish))
        {
            return ++_repeated <= _limit
                || reader.Fail("properties", $"more than {_limit} of the same kind", MqttReason.ImplementationSpecificError);
        }

        var bit = 1UL << (int)property;
        if ((_seen & bit) != 0)
        {
            return reader.Fail(property.ToString(), "occurs twice", MqttReason.ProtocolError);
        }

        _seen |= bit;
        return true;
    }
}

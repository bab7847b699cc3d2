namespace KubeEdge.Mqtt.Packets;

/// <summary>Reads the properties of every packet but PUBLISH.</summary>
internal static class PacketPropertiesReader
{
    public static bool TryRead(ref FieldReader reader, int limit, out PacketProperties properties)
    {
        properties = PacketProperties.None;
        if (!PropertyCursor.TryOpen(ref reader, reader.Packet, limit, out var cursor))
        {
            return false;
        }

        List<MqttUserProperty>? user = null;
        PacketProperties? read = null;
        while (cursor.TryNext(ref reader, out var property))
        {
            if (property == PropertyId.None)
            {
                return TryFinish(ref reader, read, user, ref properties);
            }

            read ??= new PacketProperties();
            if (property == PropertyId.UserProperty ? !UserProperties.TryRead(ref reader, ref user) : !TryValue(ref reader, property, read))
            {
                return false;
            }
        }

        return false;
    }

    private static bool TryFinish(
        ref FieldReader reader, PacketProperties? read, List<MqttUserProperty>? user, ref PacketProperties properties)
    {
        if (read is null)
        {
            return true;
        }

        read.UserProperties = user ?? (IReadOnlyList<MqttUserProperty>)[];
        properties = read;
        return read.AuthenticationData is null || read.AuthenticationMethod is not null
            || reader.Fail("authentication data", "without a method", MqttReason.ProtocolError);
    }

    private static bool TryValue(ref FieldReader reader, PropertyId property, PacketProperties target)
    {
        var field = property.ToString();
        switch (property)
        {
            case PropertyId.SessionExpiry or PropertyId.MaximumPacketSize:
                return reader.TryUInt32(field, out var number) && TrySet(ref reader, property, number, target);
            case PropertyId.ReceiveMaximum or PropertyId.TopicAliasMaximum or PropertyId.ServerKeepAlive:
                return reader.TryUInt16(field, out var small) && TrySet(ref reader, property, small, target);
            case PropertyId.SubscriptionIdentifier:
                return reader.TryVariable(field, out var identifier) && TrySet(ref reader, property, identifier, target);
            case PropertyId.AuthenticationData:
                var isData = reader.TryBinary(field, out var data);
                target.AuthenticationData = data.ToArray();
                return isData;
            case PropertyId.AuthenticationMethod or PropertyId.AssignedClientId or PropertyId.ResponseInformation
                or PropertyId.ServerReference or PropertyId.ReasonString:
                var isText = reader.TryString(field, out var text);
                Set(property, text, target);
                return isText;
            default:
                var isFlag = reader.TryBool(field, out var flag);
                Set(property, flag, target);
                return isFlag;
        }
    }

    private static bool TrySet(ref FieldReader reader, PropertyId property, uint value, PacketProperties target)
    {
        switch (property)
        {
            case PropertyId.SessionExpiry:
                target.SessionExpiry = value;
                return true;
            case PropertyId.ServerKeepAlive:
                target.ServerKeepAlive = (ushort)value;
                return true;
            case PropertyId.TopicAliasMaximum:
                target.TopicAliasMaximum = (ushort)value;
                return true;
            case PropertyId.ReceiveMaximum:
                target.ReceiveMaximum = (ushort)value;
                break;
            case PropertyId.MaximumPacketSize:
                target.MaximumPacketSize = value;
                break;
            default:
                target.SubscriptionIdentifier = value;
                break;
        }

        return value != 0 || reader.Fail(property.ToString(), "is 0", MqttReason.ProtocolError);
    }

    private static void Set(PropertyId property, string value, PacketProperties target)
    {
        switch (property)
        {
            case PropertyId.AuthenticationMethod:
                target.AuthenticationMethod = value;
                break;
            case PropertyId.AssignedClientId:
                target.AssignedClientId = value;
                break;
            case PropertyId.ResponseInformation:
                target.ResponseInformation = value;
                break;
            case PropertyId.ServerReference:
                target.ServerReference = value;
                break;
            default:
                target.ReasonString = value;
                break;
        }
    }

    private static void Set(PropertyId property, bool value, PacketProperties target)
    {
        switch (property)
        {
            case PropertyId.RequestProblemInformation:
                target.RequestProblemInformation = value;
                break;
            case PropertyId.RequestResponseInformation:
                target.RequestResponseInformation = value;
                break;
            case PropertyId.MaximumQos:
                target.MaximumQos = value ? MqttQos.AtLeastOnce : MqttQos.AtMostOnce;
                break;
            case PropertyId.RetainAvailable:
                target.RetainAvailable = value;
                break;
            case PropertyId.WildcardSubscriptionAvailable:
                target.WildcardSubscriptionAvailable = value;
                break;
            case PropertyId.SubscriptionIdentifiersAvailable:
                target.SubscriptionIdentifiersAvailable = value;
                break;
            default:
                target.SharedSubscriptionAvailable = value;
                break;
        }
    }
}

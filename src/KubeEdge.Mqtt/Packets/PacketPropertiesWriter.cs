namespace KubeEdge.Mqtt.Packets;

/// <summary>Encodes the properties of every packet but PUBLISH.</summary>
internal static class PacketPropertiesWriter
{
    private const int Numbers = 13;

    /// <summary>Without the length before them; empty for none.</summary>
    public static byte[] Encode(PacketProperties? properties)
    {
        if (properties is null || properties == PacketProperties.None)
        {
            return [];
        }

        var buffer = new byte[BoundOf(properties)];
        var writer = new PropertyWriter(buffer);
        Write(ref writer, properties);
        return buffer[..writer.Written];
    }

    private static void Write(ref PropertyWriter writer, PacketProperties properties)
    {
        writer.UInt32(PropertyId.SessionExpiry, properties.SessionExpiry);
        writer.UInt16(PropertyId.ReceiveMaximum, properties.ReceiveMaximum);
        writer.Flag(PropertyId.MaximumQos, properties.MaximumQos is { } qos ? qos == MqttQos.AtLeastOnce : null);
        writer.Flag(PropertyId.RetainAvailable, properties.RetainAvailable);
        writer.UInt32(PropertyId.MaximumPacketSize, properties.MaximumPacketSize);
        writer.Text(PropertyId.AssignedClientId, properties.AssignedClientId);
        writer.UInt16(PropertyId.TopicAliasMaximum, properties.TopicAliasMaximum);
        writer.Flag(PropertyId.RequestResponseInformation, properties.RequestResponseInformation);
        writer.Flag(PropertyId.RequestProblemInformation, properties.RequestProblemInformation);
        writer.Text(PropertyId.ReasonString, properties.ReasonString);
        writer.Variable(PropertyId.SubscriptionIdentifier, properties.SubscriptionIdentifier);
        writer.Flag(PropertyId.WildcardSubscriptionAvailable, properties.WildcardSubscriptionAvailable);
        writer.Flag(PropertyId.SubscriptionIdentifiersAvailable, properties.SubscriptionIdentifiersAvailable);
        writer.Flag(PropertyId.SharedSubscriptionAvailable, properties.SharedSubscriptionAvailable);
        writer.UInt16(PropertyId.ServerKeepAlive, properties.ServerKeepAlive);
        writer.Text(PropertyId.ResponseInformation, properties.ResponseInformation);
        writer.Text(PropertyId.ServerReference, properties.ServerReference);
        writer.Text(PropertyId.AuthenticationMethod, properties.AuthenticationMethod);
        writer.Binary(PropertyId.AuthenticationData, properties.AuthenticationData);
        writer.User(properties.UserProperties);
    }

    private static int BoundOf(PacketProperties properties)
    {
        var size = Numbers * PropertyBound.Number + PropertyBound.User(properties.UserProperties);
        size += PropertyBound.Text(properties.AssignedClientId) + PropertyBound.Text(properties.ReasonString);
        size += PropertyBound.Text(properties.ResponseInformation) + PropertyBound.Text(properties.ServerReference);
        return size + PropertyBound.Text(properties.AuthenticationMethod) + PropertyBound.Binary(properties.AuthenticationData);
    }
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>Reads SUBSCRIBE and UNSUBSCRIBE. Whether a filter is valid beyond its bytes is the business of who matches topics.</summary>
internal static class SubscribeReader
{
    public static bool TryRead(ref FieldReader reader, MqttVersion version, PacketLimits limits, out SubscribePacket? packet)
    {
        packet = null;
        if (!TryHead(ref reader, version, limits, out var id, out var properties))
        {
            return false;
        }

        var subscriptions = new List<MqttSubscription>();
        do
        {
            if (!TryFilter(ref reader, limits, subscriptions.Count, out var filter)
                || !SubscriptionOptions.TryRead(
                    ref reader, filter, properties.SubscriptionIdentifier, version == MqttVersion.V5, out var subscription))
            {
                return false;
            }

            subscriptions.Add(subscription);
        }
        while (!reader.IsAtEnd);

        packet = new SubscribePacket { Id = id, Subscriptions = subscriptions, Properties = properties };
        return true;
    }

    public static bool TryRead(ref FieldReader reader, MqttVersion version, PacketLimits limits, out UnsubscribePacket? packet)
    {
        packet = null;
        if (!TryHead(ref reader, version, limits, out var id, out var properties))
        {
            return false;
        }

        var filters = new List<string>();
        do
        {
            if (!TryFilter(ref reader, limits, filters.Count, out var filter))
            {
                return false;
            }

            filters.Add(filter);
        }
        while (!reader.IsAtEnd);

        packet = new UnsubscribePacket { Id = id, Filters = filters, Properties = properties };
        return true;
    }

    private static bool TryHead(
        ref FieldReader reader, MqttVersion version, PacketLimits limits, out ushort id, out PacketProperties properties)
    {
        properties = PacketProperties.None;
        if (!reader.TryId(out id)
            || (version == MqttVersion.V5 && !PacketPropertiesReader.TryRead(ref reader, limits.Properties, out properties)))
        {
            return false;
        }

        return !reader.IsAtEnd || reader.Fail("payload", "holds no topic filter", MqttReason.ProtocolError);
    }

    private static bool TryFilter(ref FieldReader reader, PacketLimits limits, int count, out string filter)
    {
        filter = "";
        if (count == limits.Filters)
        {
            return reader.Fail("payload", $"more than {limits.Filters} topic filters", MqttReason.QuotaExceeded);
        }

        if (!reader.TryUtf8("topic filter", out var bytes))
        {
            return false;
        }

        if (bytes.IsEmpty)
        {
            return reader.Fail("topic filter", "is empty");
        }

        filter = System.Text.Encoding.UTF8.GetString(bytes);
        return bytes.Length <= limits.TopicBytes
            || reader.Fail("topic filter", $"is {bytes.Length} bytes, more than {limits.TopicBytes}", MqttReason.TopicFilterInvalid);
    }
}

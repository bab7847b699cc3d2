namespace KubeEdge.Mqtt.Packets;

/// <summary>The byte that follows each filter of an MQTT 5 SUBSCRIBE (3.8.3.1).</summary>
internal static class SubscriptionOptions
{
    private const int NoLocal = 1 << 2;
    private const int RetainAsPublished = 1 << 3;
    private const int HandlingShift = 4;
    private const int Reserved = 0xC0;

    public static byte ToByte(MqttSubscription subscription) => (byte)((int)subscription.MaximumQos
        | (subscription.NoLocal ? NoLocal : 0)
        | (subscription.RetainAsPublished ? RetainAsPublished : 0)
        | (int)subscription.RetainHandling << HandlingShift);

    public static bool TryRead(ref FieldReader reader, string filter, uint? identifier, bool isV5, out MqttSubscription subscription)
    {
        subscription = new MqttSubscription(filter);
        if (!reader.TryByte("subscription options", out var options))
        {
            return false;
        }

        if ((options & 3) == 3)
        {
            return reader.Fail("subscription options", "ask for QoS 3", MqttReason.ProtocolError);
        }

        var handling = (options >> HandlingShift) & 3;
        if ((options & (isV5 ? Reserved : 0xFC)) != 0)
        {
            return reader.Fail("subscription options", "reserved bits are set");
        }

        if (handling == 3)
        {
            return reader.Fail("subscription options", "ask for retain handling 3", MqttReason.ProtocolError);
        }

        subscription = new MqttSubscription(filter, (MqttQos)(options & 3))
        {
            NoLocal = (options & NoLocal) != 0,
            RetainAsPublished = (options & RetainAsPublished) != 0,
            RetainHandling = (MqttRetainHandling)handling,
            Identifier = identifier,
        };
        return !subscription.NoLocal || !filter.StartsWith("$share/", StringComparison.Ordinal)
            || reader.Fail("subscription options", "ask for no local of a shared subscription", MqttReason.ProtocolError);
    }
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>Which reasons a packet may give (the tables of chapter 3), and the return codes of MQTT 3.1.1.</summary>
internal static class ReasonTable
{
    /// <summary>Whether a packet from that side may say so.</summary>
    public static bool Allows(MqttPacketType packet, MqttReason reason, bool fromClient) => packet switch
    {
        MqttPacketType.Connack => reason is MqttReason.Success or (>= MqttReason.UnspecifiedError and <= MqttReason.Banned)
            or MqttReason.BadAuthenticationMethod or MqttReason.TopicNameInvalid or MqttReason.PacketTooLarge or MqttReason.QuotaExceeded
            or (>= MqttReason.PayloadFormatInvalid and <= MqttReason.ServerMoved) or MqttReason.ConnectionRateExceeded,
        MqttPacketType.Puback or MqttPacketType.Pubrec => reason is MqttReason.Success or MqttReason.NoMatchingSubscribers
            or MqttReason.UnspecifiedError or MqttReason.ImplementationSpecificError or MqttReason.NotAuthorized
            or MqttReason.TopicNameInvalid or MqttReason.PacketIdentifierInUse or MqttReason.QuotaExceeded
            or MqttReason.PayloadFormatInvalid,
        MqttPacketType.Pubrel or MqttPacketType.Pubcomp => reason is MqttReason.Success or MqttReason.PacketIdentifierNotFound,
        MqttPacketType.Suback => reason is <= MqttReason.GrantedQos2 or MqttReason.UnspecifiedError
            or MqttReason.ImplementationSpecificError or MqttReason.NotAuthorized or MqttReason.TopicFilterInvalid
            or MqttReason.PacketIdentifierInUse or MqttReason.QuotaExceeded or MqttReason.SharedSubscriptionsNotSupported
            or MqttReason.SubscriptionIdentifiersNotSupported or MqttReason.WildcardSubscriptionsNotSupported,
        MqttPacketType.Unsuback => reason is MqttReason.Success or MqttReason.NoSubscriptionExisted or MqttReason.UnspecifiedError
            or MqttReason.ImplementationSpecificError or MqttReason.NotAuthorized or MqttReason.TopicFilterInvalid
            or MqttReason.PacketIdentifierInUse,
        MqttPacketType.Disconnect => fromClient ? AllowsClientDisconnect(reason) : AllowsServerDisconnect(reason),
        MqttPacketType.Auth => reason == MqttReason.ContinueAuthentication
            || reason == (fromClient ? MqttReason.ReAuthenticate : MqttReason.Success),
        _ => false,
    };

    /// <summary>The reason that a return code of a 3.1.1 CONNACK stands for; null when it is no such code.</summary>
    public static MqttReason? FromReturnCode(byte code) => code switch
    {
        0 => MqttReason.Success,
        1 => MqttReason.UnsupportedProtocolVersion,
        2 => MqttReason.ClientIdentifierNotValid,
        3 => MqttReason.ServerUnavailable,
        4 => MqttReason.BadUserNameOrPassword,
        5 => MqttReason.NotAuthorized,
        _ => null,
    };

    /// <summary>The return code of a 3.1.1 CONNACK that comes closest.</summary>
    public static byte ToReturnCode(MqttReason reason) => reason switch
    {
        MqttReason.Success => 0,
        MqttReason.UnsupportedProtocolVersion => 1,
        MqttReason.ClientIdentifierNotValid => 2,
        MqttReason.BadUserNameOrPassword or MqttReason.BadAuthenticationMethod => 4,
        MqttReason.NotAuthorized or MqttReason.Banned => 5,
        _ => 3,
    };

    private static bool AllowsClientDisconnect(MqttReason reason) => reason is MqttReason.Success or MqttReason.DisconnectWithWillMessage
        or (>= MqttReason.UnspecifiedError and <= MqttReason.ImplementationSpecificError) or MqttReason.TopicNameInvalid
        or (>= MqttReason.ReceiveMaximumExceeded and <= MqttReason.PayloadFormatInvalid);

    private static bool AllowsServerDisconnect(MqttReason reason) => reason is MqttReason.Success
        or (>= MqttReason.UnspecifiedError and <= MqttReason.ImplementationSpecificError) or MqttReason.NotAuthorized
        or MqttReason.ServerBusy or (>= MqttReason.ServerShuttingDown and <= MqttReason.TopicNameInvalid
            and not MqttReason.BadAuthenticationMethod)
        or (>= MqttReason.ReceiveMaximumExceeded and <= MqttReason.WildcardSubscriptionsNotSupported);
}

namespace KubeEdge.Mqtt.Packets;

/// <summary>Which packets may have which properties: table 2-4 of the standard. A will counts as a packet of its own.</summary>
internal static class PropertyTable
{
    /// <summary>Stands for the properties of the will inside a CONNECT.</summary>
    public const MqttPacketType Will = MqttPacketType.None;

    private const int Acks = 1 << (int)MqttPacketType.Puback | 1 << (int)MqttPacketType.Pubrec
        | 1 << (int)MqttPacketType.Pubrel | 1 << (int)MqttPacketType.Pubcomp;

    private const int Connect = 1 << (int)MqttPacketType.Connect;
    private const int Connack = 1 << (int)MqttPacketType.Connack;
    private const int Message = 1 << (int)MqttPacketType.Publish | 1 << (int)Will;
    private const int Disconnect = 1 << (int)MqttPacketType.Disconnect;
    private const int Auth = 1 << (int)MqttPacketType.Auth;
    private const int SubscribeAnswers = 1 << (int)MqttPacketType.Suback | 1 << (int)MqttPacketType.Unsuback;

    /// <summary>Whether that packet may have that property. Not for numbers that are no property.</summary>
    public static bool Allows(MqttPacketType packet, PropertyId property) => (PacketsOf(property) & (1 << (int)packet)) != 0;

    private static int PacketsOf(PropertyId property) => property switch
    {
        PropertyId.PayloadFormat or PropertyId.MessageExpiry or PropertyId.ContentType
            or PropertyId.ResponseTopic or PropertyId.CorrelationData => Message,
        PropertyId.SubscriptionIdentifier => 1 << (int)MqttPacketType.Publish | 1 << (int)MqttPacketType.Subscribe,
        PropertyId.TopicAlias => 1 << (int)MqttPacketType.Publish,
        PropertyId.WillDelay => 1 << (int)Will,
        PropertyId.SessionExpiry => Connect | Connack | Disconnect,
        PropertyId.AuthenticationMethod or PropertyId.AuthenticationData => Connect | Connack | Auth,
        PropertyId.RequestProblemInformation or PropertyId.RequestResponseInformation => Connect,
        PropertyId.ReceiveMaximum or PropertyId.TopicAliasMaximum or PropertyId.MaximumPacketSize => Connect | Connack,
        PropertyId.AssignedClientId or PropertyId.ServerKeepAlive or PropertyId.ResponseInformation or PropertyId.MaximumQos
            or PropertyId.RetainAvailable or PropertyId.WildcardSubscriptionAvailable
            or PropertyId.SubscriptionIdentifiersAvailable or PropertyId.SharedSubscriptionAvailable => Connack,
        PropertyId.ServerReference => Connack | Disconnect,
        PropertyId.ReasonString => Connack | Acks | SubscribeAnswers | Disconnect | Auth,
        PropertyId.UserProperty => -1,
        _ => 0,
    };
}

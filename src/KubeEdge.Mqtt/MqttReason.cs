namespace KubeEdge.Mqtt;

/// <summary>A reason code of MQTT 5. What MQTT 3.1.1 can say is expressed by the same codes; from 0x80 on they are failures.</summary>
public enum MqttReason : byte
{
    /// <summary>Success; as the reason of a DISCONNECT a normal disconnection, in a SUBACK granted QoS 0.</summary>
    Success = 0x00,

    /// <summary>The subscription was accepted with at most QoS 1.</summary>
    GrantedQos1 = 0x01,

    /// <summary>The subscription was accepted with at most QoS 2.</summary>
    GrantedQos2 = 0x02,

    /// <summary>The client disconnects and wants its will message to be published.</summary>
    DisconnectWithWillMessage = 0x04,

    /// <summary>The message was accepted, and nobody subscribes to its topic.</summary>
    NoMatchingSubscribers = 0x10,

    /// <summary>There was no such subscription.</summary>
    NoSubscriptionExisted = 0x11,

    /// <summary>The authentication goes on with another step.</summary>
    ContinueAuthentication = 0x18,

    /// <summary>The client starts to authenticate again.</summary>
    ReAuthenticate = 0x19,

    /// <summary>The other side does not say what went wrong.</summary>
    UnspecifiedError = 0x80,

    /// <summary>A packet could not be parsed.</summary>
    MalformedPacket = 0x81,

    /// <summary>A packet is well formed but not allowed there.</summary>
    ProtocolError = 0x82,

    /// <summary>The packet is valid, but this implementation does not accept it.</summary>
    ImplementationSpecificError = 0x83,

    /// <summary>The server does not speak that version.</summary>
    UnsupportedProtocolVersion = 0x84,

    /// <summary>The client identifier is valid but not allowed.</summary>
    ClientIdentifierNotValid = 0x85,

    /// <summary>The server does not accept the user name or password.</summary>
    BadUserNameOrPassword = 0x86,

    /// <summary>Not allowed to do this.</summary>
    NotAuthorized = 0x87,

    /// <summary>The server is not available.</summary>
    ServerUnavailable = 0x88,

    /// <summary>The server is busy; try again later.</summary>
    ServerBusy = 0x89,

    /// <summary>The client was banned by an administrator.</summary>
    Banned = 0x8A,

    /// <summary>The server is shutting down.</summary>
    ServerShuttingDown = 0x8B,

    /// <summary>The authentication method is not supported or not the one in use.</summary>
    BadAuthenticationMethod = 0x8C,

    /// <summary>Nothing was received for one and a half times the keep-alive.</summary>
    KeepAliveTimeout = 0x8D,

    /// <summary>Another connection with the same client identifier took the session.</summary>
    SessionTakenOver = 0x8E,

    /// <summary>The topic filter is well formed but not accepted.</summary>
    TopicFilterInvalid = 0x8F,

    /// <summary>The topic name is well formed but not accepted.</summary>
    TopicNameInvalid = 0x90,

    /// <summary>The packet identifier is in use already.</summary>
    PacketIdentifierInUse = 0x91,

    /// <summary>The packet identifier is not known.</summary>
    PacketIdentifierNotFound = 0x92,

    /// <summary>More unacknowledged messages were sent than the receiver allowed.</summary>
    ReceiveMaximumExceeded = 0x93,

    /// <summary>The topic alias is zero, above the allowed maximum or unknown.</summary>
    TopicAliasInvalid = 0x94,

    /// <summary>The packet is larger than the receiver allowed.</summary>
    PacketTooLarge = 0x95,

    /// <summary>Data is received too fast.</summary>
    MessageRateTooHigh = 0x96,

    /// <summary>A limit of the implementation or its administrator was reached.</summary>
    QuotaExceeded = 0x97,

    /// <summary>The connection is closed by an administrator.</summary>
    AdministrativeAction = 0x98,

    /// <summary>The payload is not in the format that its properties say.</summary>
    PayloadFormatInvalid = 0x99,

    /// <summary>The server does not retain messages.</summary>
    RetainNotSupported = 0x9A,

    /// <summary>The server does not support that QoS.</summary>
    QosNotSupported = 0x9B,

    /// <summary>Use another server for now.</summary>
    UseAnotherServer = 0x9C,

    /// <summary>Use another server from now on.</summary>
    ServerMoved = 0x9D,

    /// <summary>The server has no shared subscriptions.</summary>
    SharedSubscriptionsNotSupported = 0x9E,

    /// <summary>Connections are made too fast.</summary>
    ConnectionRateExceeded = 0x9F,

    /// <summary>The longest time for this connection is over.</summary>
    MaximumConnectTime = 0xA0,

    /// <summary>The server has no subscription identifiers.</summary>
    SubscriptionIdentifiersNotSupported = 0xA1,

    /// <summary>The server has no wildcard subscriptions.</summary>
    WildcardSubscriptionsNotSupported = 0xA2,
}

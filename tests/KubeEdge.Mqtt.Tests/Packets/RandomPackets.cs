using KubeEdge.Mqtt.Packets;

namespace KubeEdge.Mqtt.Tests.Packets;

/// <summary>Valid packets of every type from a seed.</summary>
internal sealed class RandomPackets(Random random, MqttVersion version)
{
    private static readonly MqttReason[] _publishReasons =
        [MqttReason.Success, MqttReason.NoMatchingSubscribers, MqttReason.NotAuthorized, MqttReason.QuotaExceeded];

    private bool IsV5 => version == MqttVersion.V5;

    /// <summary>A packet, and whether a client sends it.</summary>
    public (MqttPacket Packet, bool FromClient) Next()
    {
        var type = (MqttPacketType)random.Next(1, IsV5 ? 16 : 15);
        return type switch
        {
            MqttPacketType.Connect => (new(type, Connect()), true),
            MqttPacketType.Connack => (new(type, Connack()), false),
            MqttPacketType.Publish => (new(Publish()), false),
            MqttPacketType.Subscribe => (new(type, Subscribe()), true),
            MqttPacketType.Suback => (new(type, Suback()), false),
            MqttPacketType.Unsubscribe => (new(type, Unsubscribe()), true),
            MqttPacketType.Unsuback => (new(type, Unsuback()), false),
            MqttPacketType.Pingreq => (new(type), true),
            MqttPacketType.Pingresp => (new(type), false),
            MqttPacketType.Disconnect => (new(type, Disconnect()), true),
            MqttPacketType.Auth => (new(type, Auth()), true),
            _ => (new(Ack(type)), random.Next(2) == 0),
        };
    }

    private SubackPacket Suback() => new() { Id = Id(), Reasons = Reasons([0, 1, 2, 0x80]), Properties = Few() };

    private UnsubscribePacket Unsubscribe() => new() { Id = Id(), Filters = [Text(), Text()], Properties = User() };

    private UnsubackPacket Unsuback() => new() { Id = Id(), Reasons = IsV5 ? Reasons([0, 0x11]) : [], Properties = Few() };

    private DisconnectPacket Disconnect() => new() { Reason = IsV5 ? MqttReason.QuotaExceeded : 0, Properties = Few() };

    private AuthPacket Auth() => new() { Reason = MqttReason.ContinueAuthentication, Properties = Authentication() };

    private AckPacket Ack(MqttPacketType type)
    {
        var reason = !IsV5 ? MqttReason.Success
            : type is MqttPacketType.Puback or MqttPacketType.Pubrec ? _publishReasons[random.Next(_publishReasons.Length)]
            : random.Next(2) == 0 ? MqttReason.Success : MqttReason.PacketIdentifierNotFound;
        return new AckPacket(type, Id(), reason, IsV5 && random.Next(2) == 0 ? Few() : null);
    }

    private ConnectPacket Connect() => new()
    {
        Version = version,
        ClientId = "c" + Text(),
        CleanStart = random.Next(2) == 0,
        KeepAlive = (ushort)random.Next(65536),
        Will = random.Next(2) == 0 ? null : Message() with { Qos = (MqttQos)random.Next(3), Properties = IsV5 ? Properties([]) : null },
        UserName = random.Next(2) == 0 ? null : Text(),
        Properties = !IsV5 ? PacketProperties.None : new PacketProperties
        {
            SessionExpiry = Maybe(uint.MaxValue),
            ReceiveMaximum = (ushort?)Maybe(65535),
            MaximumPacketSize = Maybe(uint.MaxValue),
            TopicAliasMaximum = (ushort?)Maybe(65535),
            RequestProblemInformation = Maybe(2) > 1,
            UserProperties = UserList(),
        },
    };

    private ConnackPacket Connack() => new()
    {
        SessionPresent = random.Next(2) == 0,
        Properties = !IsV5 ? PacketProperties.None : new PacketProperties
        {
            AssignedClientId = random.Next(2) == 0 ? null : Text(),
            ServerKeepAlive = (ushort?)Maybe(65535),
            MaximumQos = random.Next(2) == 0 ? null : MqttQos.AtLeastOnce,
            RetainAvailable = random.Next(2) == 0 ? null : true,
            SharedSubscriptionAvailable = random.Next(2) == 0 ? null : false,
            ReasonString = Text(),
        },
    };

    private PublishPacket Publish()
    {
        var qos = (MqttQos)random.Next(3);
        var message = Message() with { Qos = qos, Retain = random.Next(2) == 0, Properties = IsV5 ? Properties([1, 268_435_455]) : null };
        return new PublishPacket(message, qos == 0 ? (ushort)0 : Id(), qos != 0 && random.Next(2) == 0);
    }

    private SubscribePacket Subscribe()
    {
        var identifier = IsV5 ? Maybe(268_435_455) : null;
        MqttSubscription Next() => new(Text(), (MqttQos)random.Next(3))
        {
            NoLocal = IsV5 && random.Next(2) == 0,
            RetainAsPublished = IsV5 && random.Next(2) == 0,
            RetainHandling = IsV5 ? (MqttRetainHandling)random.Next(3) : 0,
            Identifier = identifier,
        };
        return new SubscribePacket
        {
            Id = Id(),
            Subscriptions = [Next(), Next(), Next()],
            Properties = identifier is null ? PacketProperties.None : new PacketProperties { SubscriptionIdentifier = identifier },
        };
    }

    private MqttMessage Message()
    {
        var payload = new byte[random.Next(4) == 0 ? random.Next(20_000) : random.Next(100)];
        random.NextBytes(payload);
        return new MqttMessage { Topic = Text(), Payload = payload };
    }

    private MqttMessageProperties? Properties(uint[] identifiers) => random.Next(3) == 0 ? null : new MqttMessageProperties
    {
        ContentType = random.Next(2) == 0 ? null : Text(),
        ResponseTopic = random.Next(2) == 0 ? null : Text(),
        CorrelationData = random.Next(2) == 0 ? null : new byte[random.Next(50)],
        MessageExpiry = Maybe(uint.MaxValue),
        IsText = random.Next(2) == 0,
        UserProperties = UserList(),
        SubscriptionIdentifiers = identifiers,
    };

    private PacketProperties Few() =>
        !IsV5 ? PacketProperties.None : new PacketProperties { ReasonString = Text(), UserProperties = UserList() };

    private PacketProperties User() => !IsV5 ? PacketProperties.None : new PacketProperties { UserProperties = UserList() };

    private PacketProperties Authentication() => new() { AuthenticationMethod = Text(), AuthenticationData = new byte[random.Next(9)] };

    private List<MqttUserProperty> UserList() => [.. Enumerable.Range(0, random.Next(4)).Select(_ => new MqttUserProperty(Text(), Text()))];

    private List<MqttReason> Reasons(byte[] from) =>
        [.. Enumerable.Range(0, random.Next(1, 5)).Select(_ => (MqttReason)from[random.Next(from.Length)])];

    private uint? Maybe(uint maximum) => random.Next(2) == 0 ? null : (uint)random.NextInt64(1, (long)maximum + 1);

    private ushort Id() => (ushort)random.Next(1, 65536);

    private string Text() => string.Concat(Enumerable.Range(0, random.Next(1, 12)).Select(_ => random.Next(5) switch
    {
        0 => "/",
        1 => "ä",
        2 => "\U0001F600",
        3 => "\uFEFF",
        _ => ((char)random.Next('a', 'z')).ToString(),
    }));
}

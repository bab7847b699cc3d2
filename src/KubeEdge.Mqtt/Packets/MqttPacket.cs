namespace KubeEdge.Mqtt.Packets;

/// <summary>
/// One received control packet. A value, so that the packets of which there are many (PUBLISH and its acknowledgements) cost no object of
/// their own.
/// </summary>
internal readonly struct MqttPacket
{
    private readonly object? _body;

    /// <summary>A packet of which there are few: all that begin or end something, and the pings, which have no body.</summary>
    public MqttPacket(MqttPacketType type, object? body = null)
    {
        Type = type;
        _body = body;
    }

    public MqttPacket(PublishPacket publish)
    {
        Type = MqttPacketType.Publish;
        Publish = publish;
    }

    public MqttPacket(AckPacket ack)
    {
        Type = ack.Type;
        Ack = ack;
    }

    public MqttPacketType Type { get; }

    /// <summary>When it is a PUBLISH.</summary>
    public PublishPacket Publish { get; }

    /// <summary>When it is a PUBACK, PUBREC, PUBREL or PUBCOMP.</summary>
    public AckPacket Ack { get; }

    /// <summary>The body of any other packet but the pings.</summary>
    public T Body<T>()
        where T : class => (T)(_body ?? throw new InvalidOperationException($"{Type} has no {typeof(T).Name}."));
}

using KubeEdge.Mqtt.Topics;

namespace KubeEdge.Mqtt.Sessions;

/// <summary>One message on its way to one client. Guarded by its session.</summary>
/// <param name="message">What is delivered.</param>
/// <param name="grant">How.</param>
/// <param name="qos">With which quality of service.</param>
/// <param name="retain">The retain flag.</param>
internal sealed class OutgoingMessage(RoutedMessage message, DeliveryGrant grant, MqttQos qos, bool retain)
{
    public RoutedMessage Message => message;

    public DeliveryGrant Grant => grant;

    public MqttQos Qos => qos;

    public bool Retain => retain;

    /// <summary>The packet identifier, given when the message is queued, so that the stored record has it; 0 with QoS 0.</summary>
    public ushort Id { get; set; }

    /// <summary>Its place in the order of the session's messages.</summary>
    public long Sequence { get; set; }

    public OutgoingStage Stage { get; set; }

    /// <summary>Whether it may have been sent on an earlier connection.</summary>
    public bool WasSentBefore { get; set; }

    /// <summary>Whether the client can know nothing of it.</summary>
    public bool IsUnsent => Stage == OutgoingStage.Queued && !WasSentBefore;

    /// <summary>Whether a record of the session store holds it.</summary>
    public bool IsStored { get; set; }

    /// <summary>The shared subscription by which the client got it; somebody else gets it when this client's session ends.</summary>
    public TopicFilter? Share { get; init; }
}

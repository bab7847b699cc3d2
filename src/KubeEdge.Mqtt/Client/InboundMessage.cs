namespace KubeEdge.Mqtt.Client;

/// <summary>A received message of QoS 1 or 2 that is not yet done with. Guarded by its session.</summary>
internal sealed class InboundMessage(ushort id, MqttQos qos)
{
    public ushort Id => id;

    public MqttQos Qos => qos;

    /// <summary>Whether the application acknowledged it, and how.</summary>
    public MqttReason? Answer { get; set; }

    /// <summary>Whether it waits for its turn in the order of answers of this connection.</summary>
    public bool IsInLine { get; set; }

    /// <summary>Whether the broker was told; with QoS 2 it has to release the identifier then.</summary>
    public bool IsAnswered { get; set; }
}

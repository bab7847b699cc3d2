namespace KubeEdge.Mqtt.Broker;

/// <summary>What happens to messages of QoS 1 and 2 when the queue of their subscriber's session is full. QoS 0 is dropped always.</summary>
public enum MqttOverflowPolicy
{
    /// <summary>The oldest message that was not yet sent makes room: devices mostly want the newest state.</summary>
    DropOldest,

    /// <summary>The new message is not queued.</summary>
    DropNewest,

    /// <summary>A connected subscriber is disconnected (quota exceeded) and the new message not queued; for one that is away as above.</summary>
    Disconnect,
}

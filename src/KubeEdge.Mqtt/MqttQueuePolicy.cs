namespace KubeEdge.Mqtt;

/// <summary>What a client does with a message for which its queue has no room.</summary>
public enum MqttQueuePolicy
{
    /// <summary>It is not taken: <see cref="MqttPublishStatus.QueueFull"/>.</summary>
    Refuse,

    /// <summary>The oldest waiting messages of QoS 0 make room and are lost; without such as above. Those of QoS 1 and 2 stay.</summary>
    DropOldestAtMostOnce,
}

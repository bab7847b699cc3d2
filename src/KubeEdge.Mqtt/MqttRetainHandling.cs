namespace KubeEdge.Mqtt;

/// <summary>Which retained messages a subscription gets when it is made. MQTT 5; with MQTT 3.1.1 it is always the first.</summary>
public enum MqttRetainHandling : byte
{
    /// <summary>All that match, at each SUBSCRIBE.</summary>
    Send,

    /// <summary>All that match, when there was no such subscription before.</summary>
    SendIfNew,

    /// <summary>None.</summary>
    DoNotSend,
}

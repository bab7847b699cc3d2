namespace KubeEdge.Mqtt;

/// <summary>A version of the protocol, by the number that stands in the CONNECT packet.</summary>
public enum MqttVersion
{
    /// <summary>MQTT 3.1.1.</summary>
    V311 = 4,

    /// <summary>MQTT 5.0.</summary>
    V5 = 5,
}

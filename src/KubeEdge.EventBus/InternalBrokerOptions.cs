using KubeEdge.Mqtt;

namespace KubeEdge.EventBus;

/// <summary>The broker inside this process.</summary>
public sealed class InternalBrokerOptions
{
    /// <summary>
    /// Where it listens, <c>tcp://</c> or <c>mqtt://</c> with address and port; port 0 takes a free one. Default
    /// <c>tcp://127.0.0.1:1884</c>; the original's <c>mqttServerInternal</c>. A port that is taken is tried again every 5 s.
    /// </summary>
    public Uri Server { get; set; } = new("tcp://127.0.0.1:1884");

    /// <summary>
    /// The quality with which this node publishes there. Default <see cref="MqttQos.AtMostOnce"/>; the original's <c>mqttQOS</c>.
    /// </summary>
    public MqttQos Qos { get; set; } = MqttQos.AtMostOnce;

    /// <summary>Whether what this node publishes there is retained. Default false; the original's <c>mqttRetain</c>.</summary>
    public bool Retain { get; set; }

    /// <summary>
    /// How many messages wait for one client. Default 1,000, limits 1 to 1,000,000; the original's <c>mqttSessionQueueSize</c>, there 100.
    /// A slow client loses what is over it and delays nobody.
    /// </summary>
    public int SessionQueueSize { get; set; } = 1000;
}

using KubeEdge.Mqtt;

namespace KubeEdge.EventBus.Brokers;

/// <summary>A broker, inside this process or beside it.</summary>
internal interface IBroker : IAsyncDisposable
{
    /// <summary>A word for logs, metrics and health.</summary>
    string Name { get; }

    /// <summary>Where it is.</summary>
    Uri Server { get; }

    /// <summary>The quality with which this node publishes there.</summary>
    MqttQos Qos { get; }

    /// <summary>Whether what this node publishes there is retained.</summary>
    bool Retain { get; }

    /// <summary>
    /// Whether it is inside this process: a publisher there is answered with our acknowledgement. One beside it has answered its publishers
    /// before, and keeps for us what we do not acknowledge.
    /// </summary>
    bool IsInProcess { get; }

    /// <summary>Why the broker does not serve; null while it does, or when only its connections tell.</summary>
    string? Fault { get; }

    /// <summary>What can be done about that; null when it is not known.</summary>
    string? Remedy { get; }

    /// <summary>Makes a client, which connects by itself and as often as needed; waits for a broker that must start first.</summary>
    ValueTask<IMqttClient> ConnectAsync(LaneDuty duty, CancellationToken stopping);

    /// <summary>Completes when a client turns out not to serve, and the next one that is made for this duty may; mostly never.</summary>
    Task OutdatedAsync(LaneDuty duty, IMqttClient client, CancellationToken ended);

    /// <summary>Tells whether the connection for a duty has its subscriptions now, so that nothing for it passes unheard.</summary>
    void Hears(LaneDuty duty, bool isSubscribed);

    /// <summary>Does what the broker itself needs, until the host stops.</summary>
    Task RunAsync(CancellationToken stopping);
}

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

    /// <summary>Why the broker does not serve; null while it does, or when only its connections tell.</summary>
    string? Fault { get; }

    /// <summary>Makes a client, which connects by itself and as often as needed.</summary>
    IMqttClient Connect(LaneDuty duty);

    /// <summary>Does what the broker itself needs, until the host stops.</summary>
    Task RunAsync(CancellationToken stopping);
}

namespace KubeEdge.EventBus;

/// <summary>How the MQTT side of this node fares, for health checks and pages.</summary>
public interface IEventBusState
{
    /// <summary>The brokers, the external one first.</summary>
    IReadOnlyList<BrokerStatus> Brokers { get; }

    /// <summary>What waits for the cloud.</summary>
    UploadStatus Uploads { get; }
}

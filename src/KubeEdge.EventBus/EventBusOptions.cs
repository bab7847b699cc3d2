namespace KubeEdge.EventBus;

/// <summary>Which brokers there are, what is kept of the messages that pass, and how long is waited for whom.</summary>
public sealed class EventBusOptions
{
    /// <summary>Which brokers. Default <see cref="EventBusMode.Internal"/>; the original's <c>mqttMode</c>, there 2.</summary>
    public EventBusMode Mode { get; set; } = EventBusMode.Internal;

    /// <summary>The broker inside this process.</summary>
    public InternalBrokerOptions Internal { get; } = new();

    /// <summary>The broker beside this process.</summary>
    public ExternalBrokerOptions External { get; } = new();

    /// <summary>What is kept for the cloud.</summary>
    public UploadOptions Uploads { get; } = new();

    /// <summary>What waits for a broker that is away, and for how long one may think about an acknowledgement.</summary>
    public PublishingOptions Publishing { get; } = new();

    /// <summary>
    /// How long a device's message of quality 1 or 2 may wait for its twin. Default 30 s, limits 1 s to 10 min. After that the connection
    /// to the broker is made anew, so that the broker sends again, in order, what nobody has acknowledged.
    /// </summary>
    public TimeSpan TwinTimeout { get; set; } = TimeSpan.FromSeconds(30);

    /// <summary>
    /// How many topics the cloud may subscribe to. Default 1,000, limits 0 to 100,000. One more is refused, counted and logged.
    /// </summary>
    public int MaximumSubscriptions { get; set; } = 1000;
}

namespace KubeEdge.EventBus;

/// <summary>Which brokers a node works with; the numbers are those of the original's <c>mqttMode</c>.</summary>
public enum EventBusMode
{
    /// <summary>Only the broker inside this process. The default in code.</summary>
    Internal = 0,

    /// <summary>Both: devices may be at either, and what is published goes to the external one first.</summary>
    Both = 1,

    /// <summary>Only a broker beside this process. The default of the original's files.</summary>
    External = 2,
}

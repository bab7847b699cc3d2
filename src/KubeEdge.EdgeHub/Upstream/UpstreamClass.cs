namespace KubeEdge.EdgeHub.Upstream;

/// <summary>
/// The order in which EdgeHub drains its sources: whenever there is room for one more message, the lowest value that has one goes
/// first. The original has one queue for everything, in which acknowledgements wait behind telemetry.
/// </summary>
public enum UpstreamClass
{
    /// <summary>Acknowledgements and answers to the cloud. They share the urgent lane with the heartbeat and pass every throttle.</summary>
    Acknowledgement,

    /// <summary>Node lease and status, pod status: the newest value per key counts, an older one is replaced before it is sent.</summary>
    Status,

    /// <summary>Device twins: the newest value per key counts.</summary>
    Twin,

    /// <summary>Rule data from devices and applications: every message counts, in order per topic.</summary>
    RuleData,
}

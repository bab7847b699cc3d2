namespace KubeEdge.EdgeHub.Connections;

/// <summary>
/// Whether the node is connected to its cloud. This is the truth; the <c>connect</c> message on the bus follows it. Answers to the
/// original's process-wide flag, which has no notification and no reason.
/// </summary>
public interface IEdgeLinkState
{
    /// <summary>How things stand now.</summary>
    EdgeLinkStatus Current { get; }

    /// <summary>
    /// The state now, then each later one, without end. A reader that is slow sees the newest and misses what lay between; it never
    /// holds the link up.
    /// </summary>
    IAsyncEnumerable<EdgeLinkStatus> WatchAsync(CancellationToken cancellationToken = default);
}

namespace KubeEdge.EdgeHub.Upstream;

/// <summary>
/// One source's side of one connection. <see cref="TryRead"/> is called by one task; <see cref="Settle"/> by another, possibly at
/// the same time. Disposed after the link has ended and every item handed out was settled exactly once. What it throws ends the link.
/// </summary>
public interface IUpstreamReader : IAsyncDisposable
{
    /// <summary>
    /// Hands out the next message if there is one now. Must not block. After false it is asked again only when
    /// <see cref="UpstreamLink.Notify"/> was called or something else moved.
    /// </summary>
    bool TryRead(out UpstreamItem item);

    /// <summary>
    /// Says what became of an item. Written items are settled in the order in which they were read. When the link ends, all that
    /// were not written come back newest first, so that putting each back at the head restores the order.
    /// </summary>
    void Settle(in UpstreamItem item, UpstreamOutcome outcome);
}

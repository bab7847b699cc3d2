using KubeEdge.Beehive.Dispatch;

namespace KubeEdge.Viaduct.Sending;

/// <summary>Who wants to know what became of a message in the outbound queue. Linked, so that a block of messages needs no list.</summary>
internal abstract class OutboundWaiter
{
    /// <summary>The next waiter of the same block.</summary>
    public OutboundWaiter? Next { get; set; }

    /// <summary>Whether nobody waits any more: what was not encoded by then does not leave.</summary>
    public abstract bool IsDecided { get; }

    /// <summary>Called once, outside every lock, when the message's bytes were written or never will be.</summary>
    public abstract void Complete(SendStatus status);
}

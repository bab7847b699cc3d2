namespace KubeEdge.DeviceTwin.Upstream;

/// <summary>
/// The backlogs by the time when their next message leaves. One whose time changes keeps its place, and is passed over or put back when it
/// comes up there, which costs less than a queue that finds. Times are those of <see cref="TwinUpstream"/>.
/// </summary>
internal sealed class DueQueue
{
    private readonly PriorityQueue<Backlog, TimeSpan> _queue = new();

    /// <summary>Gives a backlog a time in the place of the one that it had.</summary>
    public void Schedule(Backlog backlog, TimeSpan due)
    {
        backlog.Due = due;
        if (backlog.QueuedFor is not { } queued || queued > due)
        {
            backlog.QueuedFor = due;
            _queue.Enqueue(backlog, due);
        }
    }

    /// <summary>The next that is due and free; null when none is.</summary>
    /// <param name="now">The time.</param>
    /// <param name="next">When there is none: when the next comes up, if one does.</param>
    public Backlog? Take(TimeSpan now, out TimeSpan? next)
    {
        next = null;
        while (_queue.TryPeek(out var backlog, out var due))
        {
            if (due > now)
            {
                next = due;
                return null;
            }

            _queue.Dequeue();
            if (backlog.QueuedFor != due)
            {
                continue;
            }

            // One that the link has comes into the queue again when the link says what became of it.
            backlog.QueuedFor = null;
            if (backlog.IsInHand || backlog.IsEmpty)
            {
                continue;
            }

            if (backlog.Due <= now)
            {
                return backlog;
            }

            Schedule(backlog, backlog.Due);
        }

        return null;
    }
}

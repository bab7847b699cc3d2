using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaManager.Diagnostics;

namespace KubeEdge.MetaManager.Answers;

/// <summary>Messages on their way to the cloud that live no longer than the connection they were made for.</summary>
internal abstract class QueuedSource(string name, UpstreamClass upstreamClass, int capacity, MetaManagerMetrics metrics) : IUpstreamSource
{
    // Of the connection that is up; null when none is.
    private volatile AnswerQueue? _queue;

    public string Name => name;

    public UpstreamClass Class => upstreamClass;

    public IUpstreamReader Open(UpstreamLink link)
    {
        var queue = new AnswerQueue(link, capacity);
        _queue = queue;
        return new QueuedReader(this, queue, metrics);
    }

    /// <summary>Hands a message to the link, waiting for room; drops it when there is no link.</summary>
    public async ValueTask PostAsync(Message answer, CancellationToken cancellationToken)
    {
        if (_queue is not { } queue || !await queue.WriteAsync(answer, cancellationToken).ConfigureAwait(false))
        {
            metrics.AnswerDropped();
        }
    }

    /// <summary>Hands a message to the link; false, and counted as dropped, when there is no link or no room.</summary>
    public bool TryPost(Message message)
    {
        if (_queue is { } queue && queue.TryWrite(message))
        {
            return true;
        }

        metrics.AnswerDropped();
        return false;
    }

    /// <summary>The connection of this queue has ended.</summary>
    public void Close(AnswerQueue queue) => Interlocked.CompareExchange(ref _queue, null, queue);
}

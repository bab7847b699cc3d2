using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaManager.Diagnostics;

namespace KubeEdge.MetaManager.Answers;

/// <summary>
/// Acknowledgements and error answers on their way to the cloud. Volatile: without a link, or when it ends, they are dropped, because
/// the cloud sends again what was not acknowledged, and what was committed is then acknowledged without effect.
/// </summary>
internal sealed class AnswerSource(int capacity, MetaManagerMetrics metrics) : IUpstreamSource
{
    // Of the connection that is up; null when none is.
    private volatile AnswerQueue? _queue;

    public string Name => "metamanager.answers";

    public UpstreamClass Class => UpstreamClass.Acknowledgement;

    public IUpstreamReader Open(UpstreamLink link)
    {
        var queue = new AnswerQueue(link, capacity);
        _queue = queue;
        return new AnswerReader(this, queue, metrics);
    }

    /// <summary>Hands an answer to the link, waiting for room; drops it when there is no link.</summary>
    public async ValueTask PostAsync(Message answer, CancellationToken cancellationToken)
    {
        if (_queue is not { } queue || !await queue.WriteAsync(answer, cancellationToken).ConfigureAwait(false))
        {
            metrics.AnswerDropped();
        }
    }

    /// <summary>The connection of this queue has ended.</summary>
    public void Close(AnswerQueue queue) => Interlocked.CompareExchange(ref _queue, null, queue);
}

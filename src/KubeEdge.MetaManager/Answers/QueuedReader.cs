using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaManager.Diagnostics;

namespace KubeEdge.MetaManager.Answers;

/// <summary>Hands the messages of one connection to EdgeHub.</summary>
internal sealed class QueuedReader(QueuedSource source, AnswerQueue queue, MetaManagerMetrics metrics) : IUpstreamReader
{
    public bool TryRead(out UpstreamItem item)
    {
        if (queue.TryRead(out var answer))
        {
            item = new UpstreamItem(answer);
            return true;
        }

        item = default;
        return false;
    }

    public void Settle(in UpstreamItem item, UpstreamOutcome outcome)
    {
        if (outcome != UpstreamOutcome.Written)
        {
            metrics.AnswerDropped();
        }
    }

    public ValueTask DisposeAsync()
    {
        source.Close(queue);
        queue.Close();
        while (queue.TryRead(out _))
        {
            metrics.AnswerDropped();
        }

        return ValueTask.CompletedTask;
    }
}

using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Queues;

/// <summary>Appends an item, or refuses, or makes room, as the queue's limits say.</summary>
internal sealed class EnqueueOperation(QueueState queue, ReadOnlyMemory<byte> item) : BatchOperation
{
    public override OperationOutcome Apply(WriteSession session)
    {
        var limits = queue.Limits;
        if (item.Length > limits.MaxBytes || limits.MaxItems < 1)
        {
            return OperationOutcome.QueueFull;
        }

        while (queue.Working.Count >= limits.MaxItems || queue.Working.Bytes + item.Length > limits.MaxBytes)
        {
            if (limits.WhenFull == QueueFullPolicy.Refuse)
            {
                return OperationOutcome.QueueFull;
            }

            session.Queues.DropOldest(queue);
        }

        session.Queues.Append(queue, item.Span, session.Now);
        return OperationOutcome.Applied;
    }
}

using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Queues;

/// <summary>Removes a range of items.</summary>
internal sealed class AcknowledgeOperation(QueueState queue, long from, long to) : BatchOperation
{
    public override OperationOutcome Apply(WriteSession session) =>
        session.Queues.Remove(queue, from, to) ? OperationOutcome.Applied : OperationOutcome.Skipped;
}

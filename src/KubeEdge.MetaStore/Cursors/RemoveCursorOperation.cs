using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Cursors;

/// <summary>Forgets a cursor.</summary>
internal sealed class RemoveCursorOperation(string name) : BatchOperation
{
    public override OperationOutcome Apply(WriteSession session) =>
        session.Cursors.Remove(name) ? OperationOutcome.Applied : OperationOutcome.Skipped;
}

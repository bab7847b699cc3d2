using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Cursors;

/// <summary>Moves a cursor forward, never back and never beyond what exists.</summary>
internal sealed class AdvanceCursorOperation(string name, long revision) : BatchOperation
{
    public override OperationOutcome Apply(WriteSession session) =>
        session.Cursors.Advance(name, Math.Min(revision, session.LastRevision)) ? OperationOutcome.Applied : OperationOutcome.Skipped;
}

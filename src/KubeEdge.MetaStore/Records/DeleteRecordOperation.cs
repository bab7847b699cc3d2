using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Records;

/// <summary>Removes one record.</summary>
internal sealed class DeleteRecordOperation(byte[] collection, byte[] key) : BatchOperation
{
    public override OperationOutcome Apply(WriteSession session) =>
        session.Records.Delete(collection, key) ? OperationOutcome.Applied : OperationOutcome.Skipped;
}

using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Records;

/// <summary>Stores one record.</summary>
internal sealed class PutRecordOperation(byte[] collection, byte[] key, ReadOnlyMemory<byte> value) : BatchOperation
{
    public override OperationOutcome Apply(WriteSession session)
    {
        session.Records.Put(collection, key, value.Span);
        return OperationOutcome.Applied;
    }
}

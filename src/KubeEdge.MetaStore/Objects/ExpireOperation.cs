using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Objects;

/// <summary>Deletes objects whose lifetime has ended. Submitted by the store to itself.</summary>
internal sealed class ExpireOperation : BatchOperation
{
    private const int PerBatch = 1000;

    public override int MostRevisions => PerBatch;

    /// <summary>Unix milliseconds of the next end of a lifetime after this run; 0 when nothing ends.</summary>
    public long Next { get; private set; }

    public override OperationOutcome Apply(WriteSession session)
    {
        var due = session.Objects.Due(session.Now, PerBatch);
        foreach (var key in due)
        {
            new DeleteOperation(key, DeleteOptions.Default).Apply(session);
        }

        Next = session.Objects.NextExpiry();
        return due.Count > 0 ? OperationOutcome.Applied : OperationOutcome.Skipped;
    }
}

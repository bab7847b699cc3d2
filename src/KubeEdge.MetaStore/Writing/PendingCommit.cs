namespace KubeEdge.MetaStore.Writing;

/// <summary>A batch on its way through the writer.</summary>
internal sealed class PendingCommit(StoreBatch batch, Durability durability, CancellationToken cancellation)
    : TaskCompletionSource<CommitResult>(TaskCreationOptions.RunContinuationsAsynchronously)
{
    public StoreBatch Batch { get; } = batch;

    public Durability Durability { get; } = durability;

    public CancellationToken Cancellation { get; } = cancellation;

    /// <summary>What to complete with once the transaction is on disk.</summary>
    public CommitResult Outcome { get; set; }

    /// <summary>What a renderer of the batch threw.</summary>
    public Exception? Error { get; set; }

    public void Finish()
    {
        if (Error is null)
        {
            TrySetResult(Outcome);
        }
        else
        {
            TrySetException(Error);
        }
    }
}

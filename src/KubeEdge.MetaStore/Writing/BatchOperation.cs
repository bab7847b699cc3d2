namespace KubeEdge.MetaStore.Writing;

/// <summary>One change of a batch. Runs on the writer inside a transaction.</summary>
internal abstract class BatchOperation
{
    /// <summary>How many revisions it can use up.</summary>
    public virtual int MostRevisions => 1;

    /// <summary>Does it, or says why not. What it has written by then is rolled back unless the outcome is Applied or Skipped.</summary>
    public abstract OperationOutcome Apply(WriteSession session);
}

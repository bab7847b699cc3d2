using KubeEdge.MetaStore.Sqlite;

namespace KubeEdge.MetaStore.Writing;

/// <summary>Applies one batch inside the open transaction: all of it or nothing.</summary>
internal sealed class BatchApplier(WriteSession session)
{
    public void Apply(PendingCommit pending)
    {
        var operations = pending.Batch.Operations;

        // A single operation decides before it writes, so it needs no savepoint to undo.
        var guarded = operations.Count > 1;
        session.Mark();
        if (guarded)
        {
            session.Transaction.Save();
        }

        try
        {
            pending.Outcome = ApplyAll(operations);
        }
        catch (Exception e) when (e is not SqliteFaultException)
        {
            pending.Error = e;
            pending.Outcome = new CommitResult(CommitStatus.Conflict);
        }

        var stands = pending.Error is null && pending.Outcome.Status == CommitStatus.Committed;
        if (guarded)
        {
            End(stands);
        }

        if (!stands)
        {
            session.Undo();
        }
    }

    private void End(bool stands)
    {
        if (stands)
        {
            session.Transaction.Release();
        }
        else
        {
            session.Transaction.UndoSaved();
        }
    }

    private CommitResult ApplyAll(IReadOnlyList<BatchOperation> operations)
    {
        var (applied, skipped) = (0, 0);
        for (var i = 0; i < operations.Count; i++)
        {
            var outcome = operations[i].Apply(session);
            if (outcome.Status != CommitStatus.Committed)
            {
                return new CommitResult(outcome.Status, session.LastRevision, ConflictKey: outcome.Key);
            }

            applied += outcome.Changed ? 1 : 0;
            skipped += outcome.Changed ? 0 : 1;
        }

        return new CommitResult(CommitStatus.Committed, session.LastRevision, applied, skipped);
    }
}

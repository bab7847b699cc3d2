using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Integrity;

/// <summary>Takes a row that a reader found damaged out of service. Submitted by the store to itself.</summary>
internal sealed class SetAsideOperation(DamagedRow damaged) : BatchOperation
{
    public override OperationOutcome Apply(WriteSession session)
    {
        var now = session.Now;
        switch (damaged.Kind)
        {
            case DamageKind.Object when damaged.Key is { } key:
                session.Key.Set(key);
                var current = session.Objects.Find(session.Key);

                // Put again since, or a reader's passing trouble.
                if (current.Revision == 0 || (current.Revision > 0 && session.Log.Find(current.Revision) is { Header.Kind: LogKind.Put }))
                {
                    return OperationOutcome.Skipped;
                }

                session.Pointers.Remove(key);
                session.Quarantine.SetAsideObject(key, damaged.Row, now);
                break;

            case DamageKind.Record when damaged.Key is { } record:
                session.Records.SetAside(session.Quarantine, record.Namespace ?? string.Empty, record.Name, now);
                break;

            case DamageKind.QueueItem when session.Quarantine.IsDamaged(CheckedTable.Items, damaged.Row):
                session.Quarantine.SetAside(CheckedTable.Items, damaged.Row, now);
                session.Queues.Forget(damaged.Row);
                break;

            case DamageKind.Cursor when damaged.Name is { } name:
                session.Quarantine.RemoveCursor(name);
                session.Cursors.Remove(name);
                break;

            default:
                // Whole after all; or an event, which stays until it retires: it stops the watches that may not pass it.
                return OperationOutcome.Skipped;
        }

        return OperationOutcome.Applied;
    }
}

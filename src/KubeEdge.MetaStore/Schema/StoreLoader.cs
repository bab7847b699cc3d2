using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Schema;

/// <summary>Brings what the writer keeps in memory back from the file, and decides where the revisions go on.</summary>
internal sealed class StoreLoader(WriteSession session, DamageReporter damage, EventIndex events)
{
    /// <summary>Revisions reserved at a time.</summary>
    public const int Block = 10_000;

    // A page holds fewer rows of the log than this.
    private const long RowsPerFrame = 128;

    /// <returns>The highest resource version ever committed.</returns>
    public ulong Load(OpenedFile file, Maintenance maintenance)
    {
        var known = session.State.TryLoad();
        var before = known ? session.State.Current : default;
        session.Transaction.Begin(synced: true);
        var log = new RowRepair(session, damage).Run(known ? before.Floor : long.MaxValue);
        var state = GoOn(before, log.LastRevision, known, file);
        session.State.Write(state);
        session.Transaction.Commit();
        session.Committed();
        session.Queues.Load();
        session.Cursors.Load();
        session.LastRevision = Math.Max(log.LastRevision, Math.Max(state.Floor, state.GapEnd));
        Fill(log, state.Floor);
        if (log.Damaged.Count > 0 && log.Damaged[^1] > state.Floor)
        {
            maintenance.RetireThrough(session, log.Damaged[^1]);
        }

        return Math.Max(state.Version, log.HighestVersion);
    }

    private void Fill(LogScan log, long floor)
    {
        events.SetFloor(floor);
        foreach (var entry in log.Events)
        {
            if (entry.Revision > floor)
            {
                events.Append(entry);
            }
        }
    }

    private static StoreState GoOn(in StoreState before, long lastRow, bool known, OpenedFile file)
    {
        var last = Math.Max(lastRow, Math.Max(before.Floor, before.GapEnd));
        var given = Math.Max(last, before.Reserved);
        if (file.Wal.Fault != WalFault.None)
        {
            // The lost part may have raised the reservation too.
            given += Block + (file.Wal.Lost * RowsPerFrame);
        }

        if (!known || file.WasSalvaged)
        {
            // Which events are missing is unknown: every watch starts anew.
            given += 2 * Block;
            return new StoreState(given + Block, given, before.Version, 0, given, 0);
        }

        return given == last
            ? before with { Reserved = given + Block }
            : before with { Reserved = given + Block, GapStart = last, GapEnd = given };
    }
}

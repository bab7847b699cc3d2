using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Schema;

namespace KubeEdge.MetaStore.Writing;

/// <summary>What the writer does between transactions: retire old events, move the write-ahead log into the file.</summary>
internal sealed class Maintenance(EventIndex events, TimeProvider time)
{
    private const int RetireAtLeast = 256;
    private const int RetireAtMost = 2048;
    private const int CheckpointPages = 1000;
    private const int CheckpointPagesAtMost = 8000;

    private readonly List<EventEntry> _retired = [];
    private int _pages;

    /// <summary>State as last written; the writer's.</summary>
    public StoreState State { get; set; }

    /// <param name="session">The writer's.</param>
    /// <param name="idle">Whether nobody waits.</param>
    public void Run(WriteSession session, bool idle)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        if (events.HasRetirable(now, session.Cursors.Lowest, RetireAtLeast))
        {
            Retire(session, now);
        }

        // Later when busy, so that the pages written again and again move once; but not for ever, or the log grows without end.
        _pages += session.Database.TakePagesWritten();
        if (_pages > (idle ? CheckpointPages : CheckpointPagesAtMost))
        {
            session.Database.Checkpoint();
            _pages = 0;
        }
    }

    /// <summary>Writes something without meaning, so that a commit has something to sync.</summary>
    public void Touch(WriteSession session)
    {
        State = State with { Touched = State.Touched + 1 };
        session.State.Write(State);
    }

    private void Retire(WriteSession session, long now)
    {
        var lowestCursor = session.Cursors.Lowest;
        var state = State;
        _retired.Clear();
        while (_retired.Count < RetireAtMost && events.TryRetire(now, lowestCursor, out var entry))
        {
            _retired.Add(entry);
        }

        session.Transaction.Begin(synced: false);
        foreach (var entry in _retired)
        {
            state = Remove(session, entry, state);
        }

        state = state with { Revision = Math.Max(state.Revision, state.Floor) };
        session.State.Write(state);
        session.Transaction.Commit();
        State = state;
    }

    private static StoreState Remove(WriteSession session, in EventEntry entry, in StoreState state)
    {
        // The row that this event replaced is needed by nobody any more; the event's own row stays while the object points at it.
        if (entry.Previous != 0)
        {
            session.Log.Delete(entry.Previous);
        }

        if (entry.IsTombstone)
        {
            session.Log.Delete(entry.Revision);
        }

        return state with { Floor = entry.Revision, Version = Math.Max(state.Version, entry.Version) };
    }
}

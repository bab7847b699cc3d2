using KubeEdge.MetaStore.Integrity;
using KubeEdge.MetaStore.Log;

namespace KubeEdge.MetaStore.Writing;

/// <summary>What the writer does between transactions: retire old events, move the write-ahead log into the file.</summary>
internal sealed class Maintenance(EventIndex events, MetaStoreOptions options, TimeProvider time)
{
    private const int BusyFactor = 4;

    private readonly long _checkpointPages = Math.Max(1, options.CheckpointBytes / SqliteHeader.PageSize);

    // Some at a time: each retirement is a transaction.
    private readonly int _retireAtLeast = Math.Clamp(options.Retention.MinEvents / 8, 1, 256);
    private readonly EventEntry[] _retired = new EventEntry[2048];
    private int _pages;

    /// <param name="session">The writer's.</param>
    /// <param name="idle">Whether nobody waits.</param>
    public void Run(WriteSession session, bool idle)
    {
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        var count = events.Retirable(now, session.Cursors.Lowest, _retireAtLeast, _retired);
        if (count > 0)
        {
            Retire(session, count);
        }

        // Later when busy, so that pages written again and again move once; but not for ever, or the log grows without end.
        _pages += session.Database.TakePagesWritten();
        if (_pages > (idle ? _checkpointPages : _checkpointPages * BusyFactor))
        {
            session.Database.Checkpoint();
            _pages = 0;
        }
    }

    /// <summary>Retires all events up to a revision, because one of them cannot be read any more.</summary>
    public void RetireThrough(WriteSession session, long revision)
    {
        for (var count = events.UpTo(revision, _retired); count > 0; count = events.UpTo(revision, _retired))
        {
            Retire(session, count);
        }
    }

    private void Retire(WriteSession session, int count)
    {
        session.Transaction.Begin(synced: false);
        var (floor, version) = (session.State.Current.Floor, session.State.Current.Version);
        for (var i = 0; i < count; i++)
        {
            ref readonly var entry = ref _retired[i];

            // The row that this event replaced is needed by nobody any more; the event's own row stays while the object points at it.
            if (entry.Previous != 0)
            {
                session.Log.Delete(entry.Previous);
            }

            if (entry.IsTombstone)
            {
                session.Log.Delete(entry.Revision);
            }

            (floor, version) = (entry.Revision, Math.Max(version, entry.Version));
        }

        session.State.Write(session.State.Current with { Floor = floor, Version = version });
        session.Transaction.Commit();
        session.Committed();
        events.Drop(count);
    }
}

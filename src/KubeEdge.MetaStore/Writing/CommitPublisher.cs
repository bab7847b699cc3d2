using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Objects;
using KubeEdge.MetaStore.Watching;

namespace KubeEdge.MetaStore.Writing;

/// <summary>
/// Shows a commit to readers and watches: caches first, then the revision, then the queues, then the wake-up. Whoever wakes sees all of it;
/// one who looked too early would wait for the next commit.
/// </summary>
internal sealed class CommitPublisher(EventIndex events, ObjectCache cache, CommitSignal signal)
{
    private long _revision;
    private ulong _version;

    /// <summary>The newest revision that reads can see.</summary>
    public long Revision => Volatile.Read(ref _revision);

    /// <summary>The highest resource version ever committed.</summary>
    public ulong Version => Volatile.Read(ref _version);

    /// <summary>Called after a commit with the earliest end of a lifetime in it.</summary>
    public Action<long>? LifetimeAdded { get; set; }

    public void Start(long revision, ulong version) => (_revision, _version) = (revision, version);

    /// <summary>Returns how many queue items the commit dropped.</summary>
    public long Publish(WriteSession session)
    {
        var written = session.Written;
        var (highest, earliest) = (_version, long.MaxValue);
        for (var i = 0; i < written.Count; i++)
        {
            var change = written[i];
            events.Append(change.Entry);
            highest = Math.Max(highest, change.Entry.Version);
            earliest = change.Expires > 0 ? Math.Min(earliest, change.Expires) : earliest;
        }

        cache.Invalidate(written, session.LastRevision);
        Volatile.Write(ref _version, highest);
        Volatile.Write(ref _revision, session.LastRevision);
        var dropped = session.Committed();
        signal.Set();
        if (earliest != long.MaxValue)
        {
            LifetimeAdded?.Invoke(earliest);
        }

        return dropped;
    }
}

using KubeEdge.MetaStore.Log;
using KubeEdge.MetaStore.Writing;

namespace KubeEdge.MetaStore.Schema;

/// <summary>Brings what the writer keeps in memory back from the file.</summary>
internal static class StoreLoader
{
    public static void Load(WriteSession session, Maintenance maintenance, EventIndex events, CommitPublisher publisher)
    {
        session.State.TryRead(out var state);
        maintenance.State = state;
        events.SetFloor(state.Floor);
        var (revision, version) = (Math.Max(state.Revision, state.Floor), state.Version);
        using var rows = session.Database.Prepare(
            "SELECT revision, version, previous, time, length(value), kind FROM log ORDER BY revision");
        while (rows.Step())
        {
            var entry = new EventEntry(
                rows.Int64(0), (ulong)rows.Int64(1), rows.Int64(2), rows.Int64(3), (int)rows.Int64(4), rows.Int64(5) == (long)LogKind.Tombstone);
            revision = Math.Max(revision, entry.Revision);
            version = Math.Max(version, entry.Version);
            if (entry.Revision > state.Floor)
            {
                events.Append(entry);
            }
        }

        session.LastRevision = revision;
        publisher.Start(revision, version);
    }
}

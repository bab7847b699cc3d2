using KubeEdge.Kubernetes.Names;
using KubeEdge.Kubernetes.Objects;
using KubeEdge.MetaStore.Log;

namespace KubeEdge.MetaStore.Watching;

/// <summary>Asks a query about objects and events.</summary>
internal static class EventSelector
{
    /// <summary>Whether an object is in the selection.</summary>
    public static bool Matches(in ResourceQuery query, StoredObject value) =>
        query.IncludesKey(value.Key)
        && (!query.HasSelectors || (KubeObject.TryParse(value.Json, out var parsed, out _) && query.Matches(parsed)));

    /// <summary>What an event means to a watch of this query; null when nothing.</summary>
    public static StoreEvent? Select(in ResourceQuery query, LogEvent change)
    {
        if (change.Row is not { } row || !query.IncludesKey(row.Object.Key))
        {
            return null;
        }

        // A previous object that cannot be read may have been in the selection; the watch is told once too often rather than not.
        var hadPrevious = row.Header.Previous != 0;
        var before = hadPrevious && (change.Previous is null || !query.HasSelectors || Matches(query, change.Previous));
        if (row.Header.Kind == LogKind.Tombstone)
        {
            var known = before || !hadPrevious;
            return known
                ? new StoreEvent(StoreEventKind.Deleted, row.Header.Revision, Tombstone(row, change.Previous), change.Previous)
                : null;
        }

        var after = !query.HasSelectors || Matches(query, row.Object);
        return (before, after) switch
        {
            (false, true) => new StoreEvent(StoreEventKind.Added, row.Header.Revision, row.Object, change.Previous),
            (true, true) => new StoreEvent(StoreEventKind.Modified, row.Header.Revision, row.Object, change.Previous),
            (true, false) => new StoreEvent(StoreEventKind.Deleted, row.Header.Revision, row.Object, change.Previous),
            _ => null,
        };
    }

    private static StoredObject Tombstone(LogRow row, StoredObject? previous) =>
        row.HasValue || previous is null ? row.Object : row.Object with { Json = previous.Json };
}

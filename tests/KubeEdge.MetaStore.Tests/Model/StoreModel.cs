using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore.Tests.Model;

/// <summary>What a store must do, in memory and without any of its difficulties.</summary>
internal sealed class StoreModel
{
    /// <summary>Current objects.</summary>
    public Dictionary<ResourceKey, ModelObject> Objects { get; } = [];

    /// <summary>Every change, oldest first.</summary>
    public List<ModelEvent> Log { get; } = [];

    public Dictionary<string, long> Cursors { get; } = [];

    public long Revision { get; set; }

    /// <summary>Applies a batch; changes nothing unless the result is Committed.</summary>
    public CommitStatus Apply(IReadOnlyList<ModelOperation> operations)
    {
        var (objects, count, revision) = (new Dictionary<ResourceKey, ModelObject>(Objects), Log.Count, Revision);
        foreach (var operation in operations)
        {
            if (Apply(operation))
            {
                continue;
            }

            Objects.Clear();
            foreach (var (key, value) in objects)
            {
                Objects.Add(key, value);
            }

            Log.RemoveRange(count, Log.Count - count);
            Revision = revision;
            return CommitStatus.Conflict;
        }

        return CommitStatus.Committed;
    }

    public void Advance(string cursor, long revision) =>
        Cursors[cursor] = Math.Max(Cursors.GetValueOrDefault(cursor, -1), Math.Min(revision, Revision));

    /// <summary>The events that a watch must see, as text.</summary>
    public IEnumerable<string> Watch(long after, string? label) =>
        Log.Where(change => change.Revision > after).Select(change => change.Seen(label)).OfType<string>();

    private bool Apply(ModelOperation operation)
    {
        Objects.TryGetValue(operation.Key, out var current);
        if (operation.Expected is { } expected && expected != (current?.Revision ?? 0))
        {
            return false;
        }

        if (operation.IsDelete)
        {
            if (current is not null && (operation.Uid.Length == 0 || operation.Uid == current.Uid))
            {
                Log.Add(new ModelEvent(++Revision, operation.Key, null, current));
                Objects.Remove(operation.Key);
            }

            return true;
        }

        if (operation.NewerOnly && current is not null && current.Uid == operation.Uid && current.Version >= operation.Version)
        {
            return true;
        }

        var revision = ++Revision;
        var stored = new ModelObject(operation.Uid, operation.Rendered ? (ulong)revision : operation.Version, operation.Label, revision);
        Objects[operation.Key] = stored;
        Log.Add(new ModelEvent(revision, operation.Key, stored, current));
        return true;
    }
}

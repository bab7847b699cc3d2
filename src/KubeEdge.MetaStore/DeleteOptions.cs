namespace KubeEdge.MetaStore;

/// <summary>How an object is deleted. Immutable; one instance can serve many deletes.</summary>
public sealed record DeleteOptions
{
    internal static DeleteOptions Default { get; } = new();

    /// <summary>
    /// Skip the delete when the stored object has another uid: the delete meant an earlier object of that name. Null or empty: any.
    /// </summary>
    public string? Uid { get; init; }

    /// <summary>Conflict unless the stored object has this revision. Null, the default: no condition.</summary>
    public long? ExpectedRevision { get; init; }

    /// <summary>
    /// Makes the document that watchers get, from the revision of the deletion and the last object; the tombstone's resource version is
    /// then
    /// that revision. Runs inside the commit: quick, without side effects. Null, the default: watchers get the last object as it was.
    /// </summary>
    public Func<long, StoredObject, ReadOnlyMemory<byte>>? Render { get; init; }
}

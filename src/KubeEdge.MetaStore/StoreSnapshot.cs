namespace KubeEdge.MetaStore;

/// <summary>Objects as they stood at one revision.</summary>
/// <param name="Revision">A watch from here misses nothing and repeats nothing.</param>
/// <param name="ResourceVersion">The highest resource version ever committed; never goes back. A watch from it misses nothing.</param>
/// <param name="Objects">Ordered by namespace, then name.</param>
public sealed record StoreSnapshot(long Revision, ulong ResourceVersion, IReadOnlyList<StoredObject> Objects);

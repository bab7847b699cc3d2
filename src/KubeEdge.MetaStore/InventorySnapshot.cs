namespace KubeEdge.MetaStore;

/// <summary>What the store held at one revision, over all types.</summary>
/// <param name="Revision">A watch from here misses nothing and repeats nothing.</param>
/// <param name="Objects">
/// Ordered by type, namespace and name. What is damaged is not listed, so that whoever compares sends it again.
/// </param>
public sealed record InventorySnapshot(long Revision, IReadOnlyList<InventoryEntry> Objects);

namespace KubeEdge.CloudHub.Sessions;

/// <summary>One part of a node's inventory on the wire.</summary>
/// <param name="Part">Counts from 1.</param>
/// <param name="Last">Whether this is the last part.</param>
/// <param name="Objects">What the node holds.</param>
internal sealed record InventoryDocument(int Part, bool Last, IReadOnlyList<InventoryItem>? Objects);

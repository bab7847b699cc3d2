namespace KubeEdge.CloudHub.Sessions;

/// <summary>One object of a node's inventory on the wire.</summary>
/// <param name="Resource">The path as it was delivered: <c>default/configmap/demo</c>.</param>
/// <param name="Uid">The object's uid.</param>
/// <param name="ResourceVersion">The version held.</param>
internal sealed record InventoryItem(string? Resource, string? Uid, string? ResourceVersion);

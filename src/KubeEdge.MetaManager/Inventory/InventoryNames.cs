namespace KubeEdge.MetaManager.Inventory;

/// <summary>The names of the inventory on the wire; between this family's ends only.</summary>
internal static class InventoryNames
{
    /// <summary>The feature that both ends must have.</summary>
    public const string Feature = "inventory";

    /// <summary>The resource of its messages, and of the fence that precedes it.</summary>
    public const string Resource = "node/inventory";

    /// <summary>The operation of the fence inside the process.</summary>
    public const string Fence = "fence";
}

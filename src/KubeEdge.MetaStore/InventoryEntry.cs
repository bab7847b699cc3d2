using KubeEdge.Kubernetes.Names;

namespace KubeEdge.MetaStore;

/// <summary>One object of an inventory: which one and in which version, without its document.</summary>
/// <param name="Key">What it is and where it is.</param>
/// <param name="Uid">Its uid; empty when unknown.</param>
/// <param name="ResourceVersion">The number the cloud gave it.</param>
public readonly record struct InventoryEntry(ResourceKey Key, string Uid, ulong ResourceVersion);

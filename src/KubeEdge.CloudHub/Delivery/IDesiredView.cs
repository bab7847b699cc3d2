using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>The desired state as a node's delivery reads it.</summary>
internal interface IDesiredView
{
    /// <summary>The object that a node should hold under a key; null when none.</summary>
    DesiredObject? Find(in ResourceKey key, string node);

    /// <summary>Whether an object is known to exist, whoever should hold it.</summary>
    bool IsAlive(in ResourceKey key, string uid);

    /// <summary>Whether the absence of an object of this type means that it is gone.</summary>
    bool IsSynced(ResourceType type);

    /// <summary>Everything a node should hold, as of some moment during the enumeration.</summary>
    IEnumerable<DesiredObject> ListFor(string node);
}

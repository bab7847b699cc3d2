using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// A connected node's delivery, told what to look at again. It reads the state itself, so the order of calls does not matter.
/// </summary>
internal interface IDesiredListener
{
    string Node { get; }

    void Changed(in ResourceKey key, ResourceType type, DesiredObject? removed);

    void Synced(ResourceType type);
}

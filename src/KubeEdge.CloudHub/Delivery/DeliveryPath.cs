using KubeEdge.Beehive.Messages;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// The delivery of whatever bears one name to one node. Strictly one step at a time, so the deletion of an object and the insertion
/// of its successor cannot swap. Exists only while there is something to do.
/// </summary>
internal sealed class DeliveryPath(ResourceKey key, ResourceType type)
{
    public ResourceKey Key { get; } = key;

    public ResourceType Type { get; } = type;

    /// <summary>The resource on the wire, already without the node: <c>default/configmap/demo</c>.</summary>
    public string Resource { get; } = new ResourcePath(key.Namespace ?? ResourcePath.ClusterScoped, type.Singular, key.Name).ToString();

    public DeliveryPhase Phase { get; set; }

    public DeliveryAttempt? Attempt { get; set; }

    /// <summary>The last object known under this name before it was removed: a deletion carries it.</summary>
    public DesiredObject? Removed { get; set; }

    public int Failures { get; set; }

    public TimeSpan Due { get; set; }

    public bool IsInWindow => Phase is DeliveryPhase.Recording or DeliveryPhase.Sending or DeliveryPhase.Waiting;
}

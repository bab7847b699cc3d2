using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// Hears of deliveries as they happen. Register any number in the container; calls come from the message path, so they must be quick
/// and must not throw (what they throw is logged and otherwise ignored).
/// </summary>
public interface IDeliveryObserver
{
    /// <summary>A node's session began.</summary>
    void NodeConnected(string node)
    {
    }

    /// <summary>A node's session ended; not called when a newer session of the same node took its place.</summary>
    void NodeDisconnected(string node)
    {
    }

    /// <summary>An object, or its deletion, was handed to a node's link for the first time in this version.</summary>
    void Sent(string node, ResourceKey key, string resourceVersion, bool deleted)
    {
    }

    /// <summary>A node has committed an object, or its deletion.</summary>
    /// <param name="node">The node.</param>
    /// <param name="key">The object.</param>
    /// <param name="resourceVersion">The version; of a deletion the last one known, or <c>0</c>.</param>
    /// <param name="deleted">Whether it is a deletion.</param>
    /// <param name="elapsed">Time since it was first handed to the link.</param>
    void Acknowledged(string node, ResourceKey key, string resourceVersion, bool deleted, TimeSpan elapsed)
    {
    }
}

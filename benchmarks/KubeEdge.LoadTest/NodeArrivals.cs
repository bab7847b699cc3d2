using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.LoadTest;

/// <summary>Tells when a node's link is up.</summary>
internal sealed class NodeArrivals : IDeliveryObserver
{
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes with the next arrival after this call.</summary>
    public Task NextAsync() => (_next = new(TaskCreationOptions.RunContinuationsAsynchronously)).Task;

    public void NodeConnected(string node) => _next.TrySetResult();

    public void NodeDisconnected(string node)
    {
    }

    public void Sent(string node, ResourceKey key, string resourceVersion, bool deleted)
    {
    }

    public void Acknowledged(string node, ResourceKey key, string resourceVersion, bool deleted, TimeSpan elapsed)
    {
    }
}

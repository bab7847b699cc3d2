using System.Globalization;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Names;

namespace EdgeInABox;

/// <summary>Tells in one line each what happens between the cloud and the node.</summary>
internal sealed class Narrator : IDeliveryObserver
{
    public void NodeConnected(string node) => Say($"{node} connected");

    public void NodeDisconnected(string node) => Say($"{node} disconnected");

    public void Acknowledged(string node, ResourceKey key, string resourceVersion, bool deleted, TimeSpan elapsed) =>
        Say(string.Create(
            CultureInfo.InvariantCulture,
            $"{(deleted ? "deleted" : "applied")} {(key.Namespace is null ? key.Resource : key.Namespace)}/{key.Name} v{resourceVersion} → {node} committed in {elapsed.TotalMilliseconds:0.#} ms"));

    private static void Say(string text) => Console.WriteLine(text);
}

using System.Globalization;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.Testing.Clouds;

/// <summary>Keeps what the nodes have committed.</summary>
internal sealed class Acknowledgements(Chronicle<Acknowledged> chronicle) : IDeliveryObserver
{
    void IDeliveryObserver.Acknowledged(string node, ResourceKey key, string resourceVersion, bool deleted, TimeSpan elapsed)
    {
        if (!deleted)
        {
            chronicle.Add(new Acknowledged(node, key, long.Parse(resourceVersion, CultureInfo.InvariantCulture)));
        }
    }
}

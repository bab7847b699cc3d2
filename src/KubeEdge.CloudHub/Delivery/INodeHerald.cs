using KubeEdge.CloudHub.Upstream;
using KubeEdge.Kubernetes.Names;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>
/// Says to nodes what must come before their objects, over the same link. Register any number in the container. What a call throws is
/// logged, and the delivery goes on.
/// </summary>
public interface INodeHerald
{
    /// <summary>
    /// A session is ready for devices: it is known which generation the node speaks, or was not found out within 10 s. None has been sent in
    /// this session. Other objects go on meanwhile.
    /// </summary>
    /// <param name="node">The session.</param>
    /// <param name="cancellationToken">Fires when the session ends.</param>
    ValueTask GreetAsync(IConnectedNode node, CancellationToken cancellationToken);

    /// <summary>
    /// An object, or its deletion, is about to be sent, perhaps once more; it leaves when the call has completed. Calls about different
    /// objects of one session may overlap.
    /// </summary>
    /// <param name="node">The session.</param>
    /// <param name="key">The object.</param>
    /// <param name="deleted">Whether it is a deletion.</param>
    /// <param name="cancellationToken">Fires when the session ends.</param>
    ValueTask AnnounceAsync(IConnectedNode node, ResourceKey key, bool deleted, CancellationToken cancellationToken);

    /// <summary>A session that may have been greeted is over.</summary>
    /// <param name="node">The session.</param>
    void Leave(IConnectedNode node);
}

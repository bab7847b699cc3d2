namespace KubeEdge.Controllers;

/// <summary>What the edge controller makes the nodes hold. Read at start; later changes have no effect.</summary>
public sealed class EdgeControllerOptions
{
    /// <summary>
    /// Give every ConfigMap to every node, whether a pod names it or not. False, as in the original: a node gets what its pods refer to.
    /// </summary>
    public bool EveryConfigMap { get; set; }

    /// <summary>
    /// Give every Service and every Endpoints object to every node, for readers at the edge that resolve names there. False, as in the
    /// original since 1.8.
    /// </summary>
    public bool Services { get; set; }

    /// <summary>
    /// How long a pod or node whose status alone changed waits before it is sent down; 1 s. Status comes from the edge mostly, so
    /// nothing there waits for it, and many changes become one message. Zero sends each at once, as the original does.
    /// </summary>
    public TimeSpan StatusDelay { get; set; } = TimeSpan.FromSeconds(1);
}

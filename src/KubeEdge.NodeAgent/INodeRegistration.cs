namespace KubeEdge.NodeAgent;

/// <summary>Tells whether the cluster knows this node and counts it as alive, for health checks. In the container after <c>AddNodeAgent</c>.</summary>
public interface INodeRegistration
{
    /// <summary>Whether the Node object was registered or found since this process started.</summary>
    bool IsRegistered { get; }

    /// <summary>How long ago the lease was renewed; null when it was not since this process started.</summary>
    TimeSpan? SinceRenewal { get; }

    /// <summary>How long a renewal counts: <see cref="NodeAgentOptions.LeaseDuration"/>.</summary>
    TimeSpan LeaseDuration { get; }
}

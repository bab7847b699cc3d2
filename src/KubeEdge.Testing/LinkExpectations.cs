using KubeEdge.EdgeHub.Connections;
using KubeEdge.Testing.Expectations;

namespace KubeEdge.Testing;

/// <summary>Waits for what a node knows of its link to the cloud.</summary>
public static class LinkExpectations
{
    /// <summary>Waits until the node is connected.</summary>
    /// <param name="link">The node's state, from its container.</param>
    /// <param name="timeout">How long to wait, in real time; 30 s when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectationException">It is not; the message says why.</exception>
    public static Task EventuallyConnectsAsync(
        this IEdgeLinkState link, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitAsync(link, isConnected: true, "connected", timeout, cancellationToken);

    /// <summary>Waits until the node knows that it has no link.</summary>
    /// <param name="link">The node's state, from its container.</param>
    /// <param name="timeout">How long to wait, in real time; 30 s when null.</param>
    /// <param name="cancellationToken">Gives up.</param>
    /// <exception cref="ExpectationException">It has one.</exception>
    public static Task EventuallyDisconnectsAsync(
        this IEdgeLinkState link, TimeSpan? timeout = null, CancellationToken cancellationToken = default) =>
        WaitAsync(link, isConnected: false, "disconnected", timeout, cancellationToken);

    private static Task<EdgeLinkStatus> WaitAsync(
        IEdgeLinkState link, bool isConnected, string expectation, TimeSpan? timeout, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(link);
        return Patience.WaitAsync(
            token => WatchAsync(link, isConnected, token),
            timeout,
            () => $"the node is {expectation}; its link is {link.Current.Phase} ({link.Current.Detail})",
            cancellationToken);
    }

    private static async Task<EdgeLinkStatus> WatchAsync(IEdgeLinkState link, bool isConnected, CancellationToken cancellationToken)
    {
        await foreach (var status in link.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (status.IsConnected == isConnected)
            {
                return status;
            }
        }

        throw new InvalidOperationException("The state of a link has no end.");
    }
}

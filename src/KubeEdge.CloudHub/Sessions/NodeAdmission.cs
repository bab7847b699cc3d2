using KubeEdge.CloudHub.Diagnostics;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>Puts sessions in place and serves them, whatever their links came over.</summary>
internal sealed partial class NodeAdmission(
    SessionTable sessions, SessionContext context, CloudHubMetrics metrics, ILogger<NodeAdmission> logger)
{
    // Observers hear of nodes in the order in which their sessions came and went.
    private readonly Lock _telling = new();

    /// <summary>Puts a session in place of whatever the node had.</summary>
    /// <param name="session">The session.</param>
    /// <param name="isCounted">Whether a place was reserved for it, which it takes now.</param>
    public void Admit(NodeSession session, bool isCounted = false)
    {
        NodeSession? former;
        lock (_telling)
        {
            former = sessions.Add(session, isCounted);
            context.Delivery.Reporter.Connected(session.Name);
        }

        if (former is null)
        {
            metrics.Connected(1);
        }

        former?.Replace();
        Log.Connected(logger, session.Peer, former is not null);
    }

    /// <summary>Serves a session to its end.</summary>
    public Task ServeAsync(NodeSession session, CancellationToken stopping) => session.RunAsync(Forget, stopping);

    private void Forget(NodeSession session)
    {
        lock (_telling)
        {
            if (!sessions.Remove(session))
            {
                return;
            }

            context.Delivery.Reporter.Disconnected(session.Name);
        }

        metrics.Connected(-1);
    }
}

using KubeEdge.CloudHub.Diagnostics;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Sessions;

/// <summary>Puts sessions in place and serves them, whatever their links came over.</summary>
internal sealed partial class NodeAdmission(
    SessionTable sessions, SessionContext context, CloudHubMetrics metrics, ILogger<NodeAdmission> logger)
{
    /// <summary>Puts a session in place of whatever the node had.</summary>
    public void Admit(NodeSession session)
    {
        var former = sessions.Add(session);
        if (former is null)
        {
            metrics.Connected(1);
        }

        former?.Replace();
        Log.Connected(logger, session.Peer, former is not null);
        context.Delivery.Reporter.Connected(session.Name);
    }

    /// <summary>Serves a session to its end.</summary>
    public Task ServeAsync(NodeSession session, CancellationToken stopping) => session.RunAsync(Forget, stopping);

    private void Forget(NodeSession session)
    {
        if (sessions.Remove(session))
        {
            metrics.Connected(-1);
            context.Delivery.Reporter.Disconnected(session.Name);
        }
    }
}

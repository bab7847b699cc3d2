using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Viaduct;

namespace KubeEdge.EdgeHub.Connections;

/// <summary>Says that the node is alive: at once, then at every period. The cloud never answers it.</summary>
internal sealed class Heartbeat(TimeSpan period, MessageFactory messages, TimeProvider timeProvider)
{
    private static readonly MessageRoute _route =
        new(ModuleNames.EdgeHub, GroupNames.Resource, "node", Operations.Keepalive);

    /// <summary>Runs until <paramref name="ended"/> fires or the link does not take messages any more.</summary>
    public async Task RunAsync(ILink link, CancellationToken ended)
    {
        // The timer before the first heartbeat, so that a slow write does not stretch the period.
        using var timer = new PeriodicTimer(period, timeProvider);
        try
        {
            do
            {
                var message = messages.New(_route, MessageContent.Text("ping"));
                if (await link.SendAsync(message, LinkLane.Urgent, ended).ConfigureAwait(false) != SendStatus.Sent)
                {
                    return;
                }
            }
            while (await timer.WaitForNextTickAsync(ended).ConfigureAwait(false));
        }
        catch (OperationCanceledException) when (ended.IsCancellationRequested)
        {
            // The connection is over.
        }
    }
}

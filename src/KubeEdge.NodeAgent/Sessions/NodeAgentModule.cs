using KubeEdge.Beehive.Modules;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.NodeAgent.Leases;
using KubeEdge.NodeAgent.Nodes;
using KubeEdge.NodeAgent.Pods;

namespace KubeEdge.NodeAgent.Sessions;

/// <summary>
/// The module: for each connection to the cloud one session, in which registration and status, lease and pods run side by side. Between
/// connections there is nothing, so nothing can pile up.
/// </summary>
internal sealed class NodeAgentModule(
    IEdgeLinkState link, NodeReporter node, LeaseKeeper lease, PodReporter pods, ContainerRuntime runtime) : Module
{
    public const string ModuleName = "nodeagent";

    public override string Name => ModuleName;

    public override string Group => ModuleName;

    protected override Task RunAsync(IModuleContext context, CancellationToken stopping) => ServeAsync(context, stopping);

    internal async Task ServeAsync(IModuleContext context, CancellationToken stopping)
    {
        try
        {
            await TaskGroup.RunAsync([RunSessionsAsync, ended => RefuseAsync(context, ended)], stopping).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // The host stops.
        }
    }

    private async Task RunSessionsAsync(CancellationToken stopping)
    {
        while (true)
        {
            var connected = await FirstAsync(static status => status.IsConnected, stopping).ConfigureAwait(false);
            Func<CancellationToken, Task>[] parts =
            [
                ended => FirstAsync(status => !status.IsConnected || status.Since != connected.Since, ended),
                node.RunAsync,
                lease.RunAsync,
                .. runtime.IsPresent ? [] : (Func<CancellationToken, Task>[])[pods.RunAsync],
            ];
            await TaskGroup.RunAsync(parts, stopping).ConfigureAwait(false);
        }
    }

    private async Task<EdgeLinkStatus> FirstAsync(Predicate<EdgeLinkStatus> wanted, CancellationToken cancellationToken)
    {
        await foreach (var status in link.WatchAsync(cancellationToken).ConfigureAwait(false))
        {
            if (wanted(status))
            {
                return status;
            }
        }

        throw new OperationCanceledException(cancellationToken);
    }

    /// <summary>Nothing is asked of this module; whoever does gets an answer and does not wait in vain.</summary>
    private static async Task RefuseAsync(IModuleContext context, CancellationToken ended)
    {
        await foreach (var message in context.Inbox.ReadAllAsync(ended).ConfigureAwait(false))
        {
            context.Bus.TryReply(context.Messages.Error(message, $"{ModuleName} does not handle '{message.Route.Operation}'"));
        }
    }
}

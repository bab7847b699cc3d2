using KubeEdge.CloudHub.Upstream;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Logging;

namespace KubeEdge.CloudHub.Delivery;

/// <summary>The heralds of one session. A herald that fails keeps no object from the node.</summary>
internal sealed partial class SessionHeralds(IConnectedNode node, IReadOnlyList<INodeHerald> heralds, ILogger logger)
{
    public async ValueTask GreetAsync(CancellationToken cancellationToken)
    {
        foreach (var herald in heralds)
        {
            try
            {
                await herald.GreetAsync(node, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, error, node.Name);
            }
        }
    }

    public async ValueTask AnnounceAsync(ResourceKey key, bool deleted, CancellationToken cancellationToken)
    {
        foreach (var herald in heralds)
        {
            try
            {
                await herald.AnnounceAsync(node, key, deleted, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception error) when (!cancellationToken.IsCancellationRequested)
            {
                Log.Failed(logger, error, node.Name);
            }
        }
    }

    public void Leave()
    {
        foreach (var herald in heralds)
        {
            try
            {
                herald.Leave(node);
            }
            catch (Exception error)
            {
                Log.Failed(logger, error, node.Name);
            }
        }
    }
}

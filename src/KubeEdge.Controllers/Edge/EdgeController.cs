using KubeEdge.CloudHub.Delivery;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Edge;

/// <summary>
/// Tells CloudHub what the nodes should hold. For now that is every ConfigMap for every node; the original sends those that a
/// node's pods name. An API that cannot be reached delays, and changes nothing.
/// </summary>
internal sealed class EdgeController(
    KubeClient client, IDesiredState desired, TimeProvider timeProvider, ILoggerFactory loggerFactory) : IHostedService, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();
    private Task _running = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!ResourceTable.Default.TryGetByPlural(string.Empty, "configmaps", out var configMaps))
        {
            throw new InvalidOperationException("The resource table has no configmaps.");
        }

        var follower = new ObjectFollower(client, configMaps, desired, timeProvider, loggerFactory.CreateLogger<ObjectFollower>());
        _running = Task.Run(() => follower.RunAsync(_stopping.Token), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        await _stopping.CancelAsync().ConfigureAwait(false);
        await _running.WaitAsync(cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _stopping.Dispose();
}

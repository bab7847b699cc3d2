using KubeEdge.CloudHub.Delivery;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Controllers.Following;
using KubeEdge.Kubernetes.Client;
using KubeEdge.Kubernetes.Names;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace KubeEdge.Controllers.Edge;

/// <summary>
/// Tells CloudHub what the nodes should hold: their pods, what those name, and their own node object. An API that cannot be reached
/// delays, and changes nothing.
/// </summary>
internal sealed class EdgeController(
    KubeClient client,
    IDesiredState desired,
    NodeTable nodes,
    IOptions<EdgeControllerOptions> options,
    ControllersMetrics metrics,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory) : IHostedService, IFollowing, IDisposable
{
    private readonly ChangeLoop _loop = new(
        client,
        Followed(options.Value),
        new EdgeState(desired, options.Value, nodes, timeProvider),
        metrics,
        timeProvider,
        loggerFactory);

    public IReadOnlyList<string> NotListed => _loop.NotListed;

    public string? Problem => _loop.Problem;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _loop.StopAsync(cancellationToken);

    public void Dispose() => _loop.Dispose();

    private static ResourceType[] Followed(EdgeControllerOptions options)
    {
        ResourceType[] always = [EdgeTypes.Nodes, EdgeTypes.Pods, EdgeTypes.ConfigMaps, EdgeTypes.Secrets, EdgeTypes.ServiceAccounts];
        return options.Services ? [.. always, EdgeTypes.Services, EdgeTypes.Endpoints] : always;
    }
}

using KubeEdge.CloudHub.Delivery;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Controllers.Following;
using KubeEdge.Kubernetes.Client;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Controllers.Devices;

/// <summary>Tells CloudHub which devices and models the nodes should hold, from the Device and DeviceModel objects of the API.</summary>
internal sealed class DeviceController(
    KubeClient client,
    IDesiredState desired,
    DevicePlacements placements,
    IDeviceEvents events,
    ControllersMetrics metrics,
    TimeProvider timeProvider,
    ILoggerFactory loggerFactory) : IHostedService, IFollowing, IDisposable
{
    private readonly ChangeLoop _loop = new(
        client,
        [DeviceTypes.Models, DeviceTypes.Devices],
        new DeviceState(desired, placements, events),
        metrics,
        timeProvider,
        loggerFactory);

    // A cluster that has no devices may lack their definitions; its nodes are served all the same.
    public IReadOnlyList<string> NotListed => _loop.IsMissing ? [] : _loop.NotListed;

    public string? Problem => _loop.Problem;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _loop.Start();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => _loop.StopAsync(cancellationToken);

    public void Dispose() => _loop.Dispose();
}

using System.Diagnostics.Metrics;
using System.Net;
using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Monitoring;
using KubeEdge.Shared.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Health;

/// <summary>The edge node's monitor. It begins to count when it is made, so it is the first of the host's services.</summary>
internal sealed class EdgeMonitor(IPEndPoint endPoint, IServiceProvider services)
    : MonitorService(endPoint, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<EdgeMonitor>>())
{
    private readonly PrometheusExporter _metrics = new(services.GetService<IMeterFactory>());

    protected override Task<IMonitorListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken) =>
        Task.FromResult<IMonitorListener>(new PageServer(
            endPoint, new MonitorPages(_metrics, CheckAsync), services.GetRequiredService<TimeProvider>()));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _metrics.Dispose();
        }

        base.Dispose(disposing);
    }

    private Task<IReadOnlyList<MonitorCheck>> CheckAsync(string page, CancellationToken cancellationToken) =>
        HealthProbes.RunAsync(services, page, cancellationToken);
}

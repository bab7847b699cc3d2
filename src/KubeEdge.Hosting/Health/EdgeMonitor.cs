using System.Diagnostics.Metrics;
using System.Net;
using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
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

    private async Task<IReadOnlyList<MonitorCheck>> CheckAsync(string kind, CancellationToken cancellationToken)
    {
        string? tag = kind switch { "livez" => HealthProbe.Live, "readyz" => HealthProbe.Ready, _ => null };
        HealthReport report = await services.GetRequiredService<HealthCheckService>()
            .CheckHealthAsync(check => tag is null || check.Tags.Contains(tag), cancellationToken).ConfigureAwait(false);
        return
        [
            .. report.Entries.Select(static entry => new MonitorCheck(
                entry.Key,
                entry.Value.Status == HealthStatus.Unhealthy,
                entry.Value.Status == HealthStatus.Healthy ? null : entry.Value.Description ?? entry.Value.Exception?.Message ?? "no reason given")),
        ];
    }
}

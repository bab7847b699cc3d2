using System.Buffers;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Net;
using System.Text;
using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Monitoring;
using KubeEdge.CloudHub;
using KubeEdge.Shared.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Cloud.Health;

/// <summary>The cloud's monitor. It begins to count when it is made, so it is the first of the host's services.</summary>
internal sealed class CloudMonitor(IPEndPoint endPoint, IServiceProvider services)
    : MonitorService(endPoint, services.GetRequiredService<TimeProvider>(), services.GetRequiredService<ILogger<CloudMonitor>>())
{
    private readonly PrometheusExporter _metrics = new(services.GetService<IMeterFactory>());

    protected override async Task<IMonitorListener> ListenAsync(IPEndPoint endPoint, CancellationToken cancellationToken) =>
        await MonitorEndpoint.StartAsync(
            endPoint,
            new MonitorPages(_metrics, CheckAsync, WriteLegacyGauge),
            services.GetRequiredService<ILoggerFactory>(),
            cancellationToken).ConfigureAwait(false);

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _metrics.Dispose();
        }

        base.Dispose(disposing);
    }

    /// <summary>The one metric of the original's CloudCore, by its exact name: dashboards ask for it.</summary>
    private void WriteLegacyGauge(IBufferWriter<byte> output)
    {
        if (services.GetService<ICloudHub>() is { } hub)
        {
            Encoding.UTF8.GetBytes(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"""
                    # HELP KubeEdge_CloudHub_connected_nodes Nodes that have a session now; the original's name for it.
                    # TYPE KubeEdge_CloudHub_connected_nodes gauge
                    KubeEdge_CloudHub_connected_nodes {hub.ConnectedNodes}

                    """),
                output);
        }
    }

    private Task<IReadOnlyList<MonitorCheck>> CheckAsync(string page, CancellationToken cancellationToken) =>
        HealthProbes.RunAsync(services, page, cancellationToken);
}

using KubeEdge.Kubernetes.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Cloud.Configuration;

/// <summary>Says at start, once and by name, what a file asks for in vain.</summary>
internal sealed partial class ConfigurationReport(ConfigurationValues values, ILogger<ConfigurationReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (!values.Flag("modules.cloudHub.enable"))
        {
            Log.HubIsOff(logger, values.Place("modules.cloudHub.enable"));
        }

        values.Report(logger);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

using KubeEdge.Kubernetes.Configuration;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace KubeEdge.Hosting.Cloud.Configuration;

/// <summary>Says at start, once and by name, what a file asks for in vain.</summary>
internal sealed partial class ConfigurationReport(ConfigurationValues values, ILogger<ConfigurationReport> logger) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        string file = values.File ?? "overrides";
        if (!values.Flag("modules.cloudHub.enable"))
        {
            Log.HubIsOff(logger, values.Place("modules.cloudHub.enable"));
        }

        Say(values.NotSupported(), names => Log.NotSupported(logger, file, names));
        Say(values.WithoutEffect(), names => Log.WithoutEffect(logger, file, names));
        Say(values.Unknown, names => Log.Unknown(logger, file, names));
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private static void Say(IReadOnlyList<string> names, Action<string> say)
    {
        if (names.Count > 0)
        {
            say(string.Join(", ", names));
        }
    }
}

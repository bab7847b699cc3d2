using KubeEdge.Beehive.Checks;
using KubeEdge.Beehive.Monitoring;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KubeEdge.Shared.Health;

/// <summary>Between this family's checks and the health checks of the host: how they get there, and how a monitor asks for them.</summary>
internal static class HealthProbes
{
    private const string Live = "live";
    private const string Ready = "ready";

    /// <summary>Registers a check; one of that name that is there already stands.</summary>
    /// <param name="services">The host's.</param>
    /// <param name="name">The check.</param>
    /// <param name="look">Looks.</param>
    /// <param name="isLiveness">Whether a failure means that a restart would help. Every check counts for readiness.</param>
    public static void Add(IServiceCollection services, string name, Func<IServiceProvider, CheckResult> look, bool isLiveness = false) =>
        services.Configure<HealthCheckServiceOptions>(checks =>
        {
            if (checks.Registrations.All(one => one.Name != name))
            {
                checks.Registrations.Add(new HealthCheckRegistration(
                    name, provider => new HealthProbe(() => look(provider)), null, isLiveness ? [Live, Ready] : [Ready]));
            }
        });

    /// <summary>Runs the checks of a monitor's page: <c>livez</c>, <c>readyz</c>, or all of them.</summary>
    public static async Task<IReadOnlyList<MonitorCheck>> RunAsync(IServiceProvider services, string page, CancellationToken cancellationToken)
    {
        string? tag = page switch { "livez" => Live, "readyz" => Ready, _ => null };
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

using KubeEdge.Beehive.Checks;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KubeEdge.Shared.Health;

/// <summary>Makes a health check of a look at something. A warning is degraded, which is well enough for live and ready.</summary>
internal sealed class HealthProbe(Func<CheckResult> look) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        CheckResult found = look();
        string text = found.Remedy is { } remedy ? $"{found.Finding}; {remedy}" : found.Finding;
        return Task.FromResult(found.Status switch
        {
            CheckStatus.Failed => HealthCheckResult.Unhealthy(text),
            CheckStatus.Warning => HealthCheckResult.Degraded(text),
            _ => HealthCheckResult.Healthy(text),
        });
    }
}

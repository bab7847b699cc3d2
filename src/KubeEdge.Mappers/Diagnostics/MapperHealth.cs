using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KubeEdge.Mappers.Diagnostics;

/// <summary>Degraded without an edge core or with devices that fail: a restart of the mapper helps neither.</summary>
internal sealed class MapperHealth(IMapperState mapper) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var devices = mapper.Devices;
        var failed = devices.Where(static device => device.Fault is not null).ToList();
        return Task.FromResult((mapper.Fault, failed) switch
        {
            ({ } fault, _) => HealthCheckResult.Degraded($"{mapper.Name} is not registered at the edge core: {fault}"),
            (null, [var first, ..]) => HealthCheckResult.Degraded(
                $"{failed.Count} of {devices.Count} devices fail, {first.Name} because: {first.Fault}"),
            _ => HealthCheckResult.Healthy($"{devices.Count} devices"),
        });
    }
}

using KubeEdge.Beehive.Checks;
using KubeEdge.Beehive.Modules;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Options;

namespace KubeEdge.Hosting.Health;

/// <summary>Registers the health checks of an edge node. A check of that name that is there already stands.</summary>
internal static class EdgeHealthRegistration
{
    public static void Add(IServiceCollection services, EdgeCoreOptions options)
    {
        services.AddHealthChecks();
        Add(services, "modules", static provider => ModulesCheck.Run(
            provider.GetRequiredService<IModuleStates>().Current, provider.GetRequiredService<TimeProvider>().GetUtcNow()), HealthProbe.Live);
        Add(services, "store", static provider => EdgeHealth.Store(provider.GetRequiredService<IMetaStore>().Health));
        if (!options.ConnectToCloud)
        {
            return;
        }

        Add(services, "link", static provider => EdgeHealth.Link(provider.GetRequiredService<IEdgeLinkState>().Current));
        Add(services, "certificate", static provider => EdgeHealth.Certificate(
            provider.GetRequiredService<IOptions<EdgeHubOptions>>().Value.CertificateFile,
            provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        if (options.RegisterNode)
        {
            Add(services, "node", static provider => EdgeHealth.Node(
                provider.GetRequiredService<INodeRegistration>(), provider.GetRequiredService<IEdgeLinkState>().Current));
        }
    }

    private static void Add(IServiceCollection services, string name, Func<IServiceProvider, CheckResult> look, string? live = null) =>
        services.Configure<HealthCheckServiceOptions>(checks =>
        {
            if (checks.Registrations.All(one => one.Name != name))
            {
                checks.Registrations.Add(new HealthCheckRegistration(
                    name, provider => new HealthProbe(() => look(provider)), null, live is null ? [HealthProbe.Ready] : [live, HealthProbe.Ready]));
            }
        });
}

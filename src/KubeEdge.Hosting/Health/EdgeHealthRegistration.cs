using KubeEdge.Beehive.Checks;
using KubeEdge.Beehive.Modules;
using KubeEdge.DeviceTwin;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EventBus;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent;
using KubeEdge.Shared.Health;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace KubeEdge.Hosting.Health;

/// <summary>Registers the health checks of an edge node.</summary>
internal static class EdgeHealthRegistration
{
    public static void Add(IServiceCollection services, EdgeCoreOptions options)
    {
        services.AddHealthChecks();
        HealthProbes.Add(services, "modules", static provider => ModulesCheck.Run(
            provider.GetRequiredService<IModuleStates>().Current, provider.GetRequiredService<TimeProvider>().GetUtcNow()), isLiveness: true);
        HealthProbes.Add(services, "store", static provider => EdgeHealth.Store(provider.GetRequiredService<IMetaStore>().Health));
        if (options.ServeMqtt)
        {
            HealthProbes.Add(services, "mqtt", static provider => EdgeHealth.Mqtt(provider.GetRequiredService<IEventBusState>().Brokers));
            HealthProbes.Add(
                services, "uploads", static provider => EdgeHealth.Uploads(provider.GetRequiredService<IEventBusState>().Uploads));
        }

        if (!options.ConnectToCloud)
        {
            return;
        }

        HealthProbes.Add(services, "link", static provider => EdgeHealth.Link(provider.GetRequiredService<IEdgeLinkState>().Current));
        HealthProbes.Add(services, "certificate", static provider => EdgeHealth.Certificate(
            provider.GetRequiredService<IOptions<EdgeHubOptions>>().Value.CertificateFile,
            provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        if (options.ServeDevices)
        {
            HealthProbes.Add(services, "twins", static provider => EdgeHealth.Twins(
                provider.GetRequiredService<IDeviceTwinState>().Current,
                provider.GetRequiredService<IEdgeLinkState>().Current,
                provider.GetRequiredService<TimeProvider>().GetUtcNow()));
        }

        if (options.RegisterNode)
        {
            HealthProbes.Add(services, "node", static provider => EdgeHealth.Node(
                provider.GetRequiredService<INodeRegistration>(), provider.GetRequiredService<IEdgeLinkState>().Current));
        }
    }
}

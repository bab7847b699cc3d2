using KubeEdge.ApiServer;
using KubeEdge.Beehive.Checks;
using KubeEdge.Beehive.Modules;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Joining;
using KubeEdge.CloudHub.Records;
using KubeEdge.Controllers;
using KubeEdge.MetaStore;
using KubeEdge.Shared.Health;
using Microsoft.Extensions.DependencyInjection;

namespace KubeEdge.Hosting.Cloud.Health;

/// <summary>Registers the health checks of the cloud side.</summary>
internal static class CloudHealthRegistration
{
    public static void Add(IServiceCollection services, CloudCoreOptions options)
    {
        services.AddHealthChecks();
        HealthProbes.Add(services, "modules", static provider => ModulesCheck.Run(provider.GetRequiredService<IModuleStates>().Current, Now(provider)), isLiveness: true);
        if (options.EmbeddedApi is not null)
        {
            HealthProbes.Add(services, "embedded-api", static provider => CloudHealth.EmbeddedApi(provider.GetRequiredService<IApiServer>().Address));
            HealthProbes.Add(services, "store", static provider => CloudHealth.Store(provider.GetRequiredService<IMetaStore>().Health));
        }

        if (options.ServeNodes)
        {
            AddHub(services, options);
        }
    }

    private static void AddHub(IServiceCollection services, CloudCoreOptions options)
    {
        HealthProbes.Add(services, "authority", static provider => CloudHealth.Authority(provider.GetRequiredService<IAuthoritySource>(), Now(provider)));
        HealthProbes.Add(services, "hub", static provider => Hub(provider.GetRequiredService<ICloudHub>()));
        HealthProbes.Add(services, "records", static provider => CloudHealth.Records(provider.GetRequiredService<IDeliveryRecords>().Loaded.IsCompletedSuccessfully));
        if (options.Https is not null)
        {
            HealthProbes.Add(services, "join", static provider => CloudHealth.Join(provider.GetRequiredService<IJoinService>().Address));
        }

        if (options.ControlNodes || options.ControlDevices)
        {
            HealthProbes.Add(services, "api", static provider => CloudHealth.Api(provider.GetRequiredService<IApiFollowing>()));
        }
    }

    private static CheckResult Hub(ICloudHub hub) => CloudHealth.Hub(hub.Address, hub.ConnectedNodes);

    private static DateTimeOffset Now(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>().GetUtcNow();
}

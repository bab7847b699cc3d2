using KubeEdge.ApiServer;
using KubeEdge.Beehive.Checks;
using KubeEdge.Beehive.Modules;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Joining;
using KubeEdge.CloudHub.Records;
using KubeEdge.Controllers;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace KubeEdge.Hosting.Cloud.Health;

/// <summary>Registers the health checks of the cloud side. A check of that name that is there already stands.</summary>
internal static class CloudHealthRegistration
{
    public static void Add(IServiceCollection services, CloudCoreOptions options)
    {
        services.AddHealthChecks();
        Add(services, "modules", static provider => ModulesCheck.Run(provider.GetRequiredService<IModuleStates>().Current, Now(provider)), HealthProbe.Live);
        if (options.EmbeddedApi is not null)
        {
            Add(services, "embedded-api", static provider => CloudHealth.EmbeddedApi(provider.GetRequiredService<IApiServer>().Address));
            Add(services, "store", static provider => CloudHealth.Store(provider.GetRequiredService<IMetaStore>().Health));
        }

        if (options.ServeNodes)
        {
            AddHub(services, options);
        }
    }

    private static void AddHub(IServiceCollection services, CloudCoreOptions options)
    {
        Add(services, "authority", static provider => CloudHealth.Authority(provider.GetRequiredService<IAuthoritySource>(), Now(provider)));
        Add(services, "hub", static provider => Hub(provider.GetRequiredService<ICloudHub>()));
        Add(services, "records", static provider => CloudHealth.Records(provider.GetRequiredService<IDeliveryRecords>().Loaded.IsCompletedSuccessfully));
        if (options.Https is not null)
        {
            Add(services, "join", static provider => CloudHealth.Join(provider.GetRequiredService<IJoinService>().Address));
        }

        if (options.ControlNodes)
        {
            Add(services, "api", static provider => CloudHealth.Api(provider.GetRequiredService<IApiFollowing>()));
        }
    }

    private static CheckResult Hub(ICloudHub hub) => CloudHealth.Hub(hub.Address, hub.ConnectedNodes);

    private static DateTimeOffset Now(IServiceProvider provider) => provider.GetRequiredService<TimeProvider>().GetUtcNow();

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

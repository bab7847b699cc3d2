using KubeEdge.Beehive;
using KubeEdge.Beehive.Checks;
using KubeEdge.Dmi;
using KubeEdge.Dmi.Diagnostics;
using KubeEdge.Dmi.Mappers;
using KubeEdge.Dmi.Objects;
using KubeEdge.Dmi.Reports;
using KubeEdge.Dmi.Serving;
using KubeEdge.MetaStore;
using KubeEdge.Shared.Health;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the DMI server.</summary>
public static class DmiServiceCollectionExtensions
{
    /// <summary>
    /// Adds the module that serves mappers, and the health check <c>dmi</c>. A store (<c>AddMetaStore</c>) and the twins
    /// (<c>AddDeviceTwin</c>) are registered beside it. Safe to call twice: further configurations add up.
    /// </summary>
    /// <exception cref="OptionsValidationException">At start, naming every option that is wrong.</exception>
    public static IEdgeCoreBuilder AddDmi(this IEdgeCoreBuilder builder, Action<DmiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDmi(configure);
        return builder;
    }

    /// <inheritdoc cref="AddDmi(IEdgeCoreBuilder, Action{DmiOptions}?)"/>
    public static IServiceCollection AddDmi(this IServiceCollection services, Action<DmiOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddBeehive();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DmiOptions>, DmiOptionsValidator>());
        var options = services.AddOptions<DmiOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.Any(static service => service.ImplementationType == typeof(DmiModule)))
        {
            return services;
        }

        services.TryAddSingleton<DmiMetrics>();
        services.TryAddSingleton<Catalog>();
        services.TryAddSingleton(static provider => new ObjectReader(
            provider.GetRequiredService<IMetaStore>(), provider.GetRequiredService<IOptions<DmiOptions>>()));
        services.TryAddSingleton<ObjectFollower>();
        services.TryAddSingleton<MapperStore>();
        services.TryAddSingleton(static provider => ActivatorUtilities.CreateInstance<SessionTools>(provider, new Random()));
        services.TryAddSingleton<RegistrationAnswer>();
        services.TryAddSingleton<MapperSet>();
        services.TryAddSingleton<TwinRequests>();
        services.TryAddSingleton<ReportLimits>();
        services.TryAddSingleton<ReportHandler>();
        services.TryAddSingleton<RegistrationHandler>();
        services.TryAddSingleton<DmiState>();
        services.TryAddSingleton<IDmiState>(static provider => provider.GetRequiredService<DmiState>());
        services.TryAddSingleton<DmiServer>();
        services.AddModule<DmiModule>();
        HealthProbes.Add(services, "dmi", static provider => DmiHealth.Look(provider.GetRequiredService<IDmiState>()));
        services.AddSingleton(new SelfCheckSource(
            static provider => [FolderCheckOf(provider.GetRequiredService<IOptions<DmiOptions>>().Value)]));
        return services;
    }

    private static SelfCheck FolderCheckOf(DmiOptions options) => new(
        "folder of the mappers' socket",
        () => FolderCheck.Run(Path.GetDirectoryName(options.SocketFile) ?? options.SocketFile, "modules.deviceTwin.dmiSockPath"));
}

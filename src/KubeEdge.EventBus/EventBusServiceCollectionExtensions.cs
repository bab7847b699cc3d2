using KubeEdge.Beehive;
using KubeEdge.Beehive.Checks;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.EventBus;
using KubeEdge.EventBus.Brokers;
using KubeEdge.EventBus.Commands;
using KubeEdge.EventBus.Diagnostics;
using KubeEdge.EventBus.Topics;
using KubeEdge.EventBus.Uploads;
using KubeEdge.Shared.Uploads;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers EventBus.</summary>
public static class EventBusServiceCollectionExtensions
{
    /// <summary>
    /// Adds the module between MQTT and the bus: what devices publish goes to their twins, what applications publish for the cloud into the
    /// store and from there up, and what twins and the cloud publish to the brokers. A store (<c>AddMetaStore</c>) is registered beside
    /// it; with EdgeHub (<c>AddEdgeHub</c>) the cloud gets what is for it. Safe to call twice: further configurations add up.
    /// </summary>
    /// <exception cref="OptionsValidationException">At start, naming every option that is wrong.</exception>
    public static IEdgeCoreBuilder AddEventBus(this IEdgeCoreBuilder builder, Action<EventBusOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddEventBus(configure);
        return builder;
    }

    /// <inheritdoc cref="AddEventBus(IEdgeCoreBuilder, Action{EventBusOptions}?)"/>
    public static IServiceCollection AddEventBus(this IServiceCollection services, Action<EventBusOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddBeehive();
        AddOptions(services, configure);
        services.TryAddSingleton<EventBusMetrics>();
        services.TryAddSingleton<EventMessages>();
        services.TryAddSingleton<CloudTopics>();
        services.TryAddSingleton<IBrokerSource, ConfiguredBrokers>();
        services.TryAddSingleton<LaneFactory>();
        services.TryAddSingleton<BrokerSet>();
        services.TryAddSingleton<CommandHandler>();
        services.TryAddSingleton<UploadQueue>();
        services.TryAddSingleton<UploadRemover>();
        services.TryAddSingleton<UploadSource>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUpstreamSource, UploadSource>(
            static provider => provider.GetRequiredService<UploadSource>()));
        services.TryAddSingleton<IEventBusState, EventBusState>();
        if (services.All(static service => service.ImplementationType != typeof(EventBusModule)))
        {
            services.AddModule<EventBusModule>();
            services.AddSingleton(new SelfCheckSource(BrokerChecks.For));
        }

        return services;
    }

    private static void AddOptions(IServiceCollection services, Action<EventBusOptions>? configure)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EventBusOptions>, EventBusOptionsValidator>());
        services.Configure<EdgeHubOptions>(static options =>
        {
            options.Features.Add(UploadFeatures.Bytes);
            options.Features.Add(UploadFeatures.Confirmation);
        });
        var options = services.AddOptions<EventBusOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }
    }
}

using System.Diagnostics.Metrics;
using KubeEdge.Beehive;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Controllers;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Controllers.Edge;
using KubeEdge.Controllers.Sync;
using KubeEdge.Controllers.Upstream;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the cloud controllers.</summary>
public static class ControllersServiceCollectionExtensions
{
    /// <summary>
    /// Adds the controllers that make the desired state of every node from the API: its pods, the ConfigMaps, Secrets and service
    /// accounts that those name, and the node itself; and that remove the delivery records of deleted nodes. The original's edge and sync
    /// controllers. The container must hold a <c>KubeClient</c> and CloudHub (<c>AddCloudHub</c>). Calling it twice is harmless; the
    /// callbacks add up.
    /// </summary>
    /// <param name="builder">The cloud that is being built.</param>
    /// <param name="configure">Sets options.</param>
    public static ICloudCoreBuilder AddEdgeController(this ICloudCoreBuilder builder, Action<EdgeControllerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddEdgeController(configure);
        return builder;
    }

    /// <inheritdoc cref="AddEdgeController(ICloudCoreBuilder, Action{EdgeControllerOptions}?)"/>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets options.</param>
    public static IServiceCollection AddEdgeController(this IServiceCollection services, Action<EdgeControllerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<EdgeControllerOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        AddUpstream(services);
        services.TryAddSingleton(static provider => new ControllersMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<NodeTable>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SyncController>());
        services.TryAddSingleton<EdgeController>();
        services.TryAddSingleton<IApiFollowing>(static provider => provider.GetRequiredService<EdgeController>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EdgeController>(
            static provider => provider.GetRequiredService<EdgeController>()));
        return services;
    }

    private static void AddUpstream(IServiceCollection services)
    {
        services.TryAddSingleton<MessageFactory>();
        services.TryAddSingleton<NodeScope>();
        services.TryAddSingleton<AuthorityQuery>();
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IRequestHandler, EventReports>(),
            ServiceDescriptor.Singleton<IRequestHandler, LeaseRequests>(),
            ServiceDescriptor.Singleton<IRequestHandler, LegacyNodeStatus>(),
            ServiceDescriptor.Singleton<IRequestHandler, LegacyPodStatus>(),
            ServiceDescriptor.Singleton<IRequestHandler, NodeRegistration>(),
            ServiceDescriptor.Singleton<IRequestHandler, NodeUpdates>(),
            ServiceDescriptor.Singleton<IRequestHandler, ObjectQueries>(),
            ServiceDescriptor.Singleton<IRequestHandler, PodRequests>(),
            ServiceDescriptor.Singleton<IRequestHandler, SigningRequests>(),
            ServiceDescriptor.Singleton<IRequestHandler, StatusPatches>(),
            ServiceDescriptor.Singleton<IRequestHandler, TokenRequests>(),
            ServiceDescriptor.Singleton<IUpstreamHandler, UpstreamController>(),
        ]);
    }
}

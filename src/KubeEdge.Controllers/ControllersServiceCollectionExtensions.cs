using System.Diagnostics.Metrics;
using KubeEdge.Beehive;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Upstream;
using KubeEdge.Controllers;
using KubeEdge.Controllers.Devices;
using KubeEdge.Controllers.Diagnostics;
using KubeEdge.Controllers.Edge;
using KubeEdge.Controllers.Following;
using KubeEdge.Controllers.Reports;
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

        AddShared(services);
        AddUpstream(services);
        services.TryAddSingleton<NodeTable>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, SyncController>());
        services.TryAddSingleton<EdgeController>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFollowing, EdgeController>(
            static provider => provider.GetRequiredService<EdgeController>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EdgeController>(
            static provider => provider.GetRequiredService<EdgeController>()));
        return services;
    }

    /// <summary>
    /// Adds the controller of devices: nodes get the Device objects that name them and the models of these, and what they report comes into
    /// the devices' status. The original's device controller. The container must hold a <c>KubeClient</c> and CloudHub (<c>AddCloudHub</c>);
    /// <c>AddEdgeController</c> is not needed. Calling it twice is harmless; the callbacks add up.
    /// </summary>
    /// <param name="builder">The cloud that is being built.</param>
    /// <param name="configure">Sets options.</param>
    public static ICloudCoreBuilder AddDeviceController(this ICloudCoreBuilder builder, Action<DeviceControllerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDeviceController(configure);
        return builder;
    }

    /// <inheritdoc cref="AddDeviceController(ICloudCoreBuilder, Action{DeviceControllerOptions}?)"/>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets options.</param>
    public static IServiceCollection AddDeviceController(this IServiceCollection services, Action<DeviceControllerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<DeviceControllerOptions>();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        AddShared(services);
        services.TryAddSingleton<DevicePlacements>();
        services.TryAddSingleton<DeviceEvents>();
        services.TryAddSingleton<IDeviceEvents>(static provider => provider.GetRequiredService<DeviceEvents>());
        services.TryAddSingleton<DeviceController>();
        services.TryAddSingleton<IStatusStores, StatusStores>();
        services.TryAddSingleton<StatusWriter>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<INodeHerald, MembershipHerald>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUpstreamHandler, DeviceReports>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IFollowing, DeviceController>(
            static provider => provider.GetRequiredService<DeviceController>()));
        services.TryAddEnumerable(
        [
            ServiceDescriptor.Singleton<IHostedService, StatusWriter>(static provider => provider.GetRequiredService<StatusWriter>()),
            ServiceDescriptor.Singleton<IHostedService, DeviceEvents>(static provider => provider.GetRequiredService<DeviceEvents>()),
            ServiceDescriptor.Singleton<IHostedService, DeviceController>(static provider => provider.GetRequiredService<DeviceController>()),
        ]);
        return services;
    }

    private static void AddShared(IServiceCollection services)
    {
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<MessageFactory>();
        services.TryAddSingleton(static provider => new ControllersMetrics(provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<IApiFollowing, ApiFollowing>();
    }

    private static void AddUpstream(IServiceCollection services)
    {
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

using KubeEdge.Beehive;
using KubeEdge.DeviceTwin;
using KubeEdge.DeviceTwin.Devices;
using KubeEdge.DeviceTwin.Diagnostics;
using KubeEdge.DeviceTwin.Local;
using KubeEdge.DeviceTwin.Objects;
using KubeEdge.DeviceTwin.Storage;
using KubeEdge.DeviceTwin.Turns;
using KubeEdge.DeviceTwin.Upstream;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers DeviceTwin.</summary>
public static class DeviceTwinServiceCollectionExtensions
{
    /// <summary>
    /// Adds the module that keeps the twins of this node's devices, and <see cref="IDeviceTwins"/> for code in this process. A store
    /// (<c>AddMetaStore</c>) is registered beside it, and for a cloud EdgeHub (<c>AddEdgeHub</c>) and MetaManager (<c>AddMetaManager</c>).
    /// Safe to call twice: further configurations add up.
    /// </summary>
    /// <exception cref="OptionsValidationException">At start, naming every option that is wrong.</exception>
    public static IEdgeCoreBuilder AddDeviceTwin(this IEdgeCoreBuilder builder, Action<DeviceTwinOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddDeviceTwin(configure);
        return builder;
    }

    /// <inheritdoc cref="AddDeviceTwin(IEdgeCoreBuilder, Action{DeviceTwinOptions}?)"/>
    public static IServiceCollection AddDeviceTwin(this IServiceCollection services, Action<DeviceTwinOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddBeehive();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<DeviceTwinOptions>, DeviceTwinOptionsValidator>());
        var options = services.AddOptions<DeviceTwinOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton<DeviceTwinMetrics>();
        services.TryAddSingleton<TurnTools>();
        services.TryAddSingleton<DeviceTable>();
        services.TryAddSingleton<TwinStore>();
        services.TryAddSingleton<UpstreamMessages>();
        services.TryAddSingleton<TwinUpstream>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUpstreamSource, TwinUpstream>(
            static provider => provider.GetRequiredService<TwinUpstream>()));
        services.TryAddSingleton<DesiredFeeds>();
        services.TryAddSingleton<MqttOutbox>();
        services.TryAddSingleton<TurnHandler>();
        services.TryAddSingleton<TurnRunner>();
        services.TryAddSingleton(static provider => new DeviceObjectReader(provider.GetRequiredService<IMetaStore>()));
        services.TryAddSingleton<ObjectFollower>();
        services.TryAddSingleton<IDeviceTwins, LocalTwins>();
        services.TryAddSingleton<IDeviceTwinState, DeviceTwinState>();
        services.AddModule<DeviceTwinModule>();
        return services;
    }
}

using KubeEdge.Beehive;
using KubeEdge.DeviceTwin;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers DeviceTwin.</summary>
public static class DeviceTwinServiceCollectionExtensions
{
    /// <summary>
    /// Adds the module that keeps the twins of this node's devices, and <see cref="IDeviceTwins"/> for code in this process. EdgeHub
    /// (<c>AddEdgeHub</c>) and a store (<c>AddMetaStore</c>) are registered beside it. Safe to call twice: further configurations add up.
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

        return services;
    }
}

using System.Diagnostics.CodeAnalysis;
using KubeEdge.Beehive;
using KubeEdge.Beehive.Diagnostics;
using KubeEdge.Beehive.Dispatch;
using KubeEdge.Beehive.Messages;
using KubeEdge.Beehive.Modules;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the bus and the modules on it.</summary>
public static class BeehiveServiceCollectionExtensions
{
    /// <summary>
    /// Adds <see cref="IMessageBus"/>, <see cref="MessageFactory"/> and the host that runs every registered <see cref="Module"/>. Safe to
    /// call more than once; each call's <paramref name="configure"/> applies.
    /// </summary>
    public static IServiceCollection AddBeehive(this IServiceCollection services, Action<BeehiveOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<BeehiveOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<BeehiveOptions>, BeehiveOptionsValidator>());
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<BeehiveMetrics>();
        services.TryAddSingleton<ModuleStates>();
        services.TryAddSingleton<IModuleStates>(static provider => provider.GetRequiredService<ModuleStates>());
        services.TryAddSingleton<MessageFactory>();
        services.TryAddSingleton<MessageBus>();
        services.TryAddSingleton<IMessageBus>(static provider => provider.GetRequiredService<MessageBus>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ModuleHost>());
        return services;
    }

    /// <summary>Adds a module to the host, once however often it is called. Its constructor gets its services from the container.</summary>
    /// <typeparam name="TModule">The module.</typeparam>
    public static IServiceCollection AddModule<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TModule>(
        this IServiceCollection services)
        where TModule : Module
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddBeehive();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<Module, TModule>());
        return services;
    }
}

using System.Diagnostics.CodeAnalysis;
using KubeEdge.Mappers;
using KubeEdge.Mappers.Diagnostics;
using KubeEdge.Mappers.Serving;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers mappers.</summary>
public static class MapperServiceCollectionExtensions
{
    /// <summary>
    /// Adds a mapper: it gets the devices of its protocol from the edge core, keeps a driver for each, and reports what they show. Safe to call
    /// twice for one driver: further configurations add up. Several drivers are several mappers, each with a protocol of its own. Adds a health
    /// check <c>mapper-</c> and the driver's name, and an <see cref="IMapperState"/>.
    /// </summary>
    /// <typeparam name="TDriver">The driver; its constructor's parameters are taken from the services.</typeparam>
    /// <exception cref="OptionsValidationException">At start, naming every option that is wrong.</exception>
    public static IHostApplicationBuilder AddMapper<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDriver>(
        this IHostApplicationBuilder builder, Action<MapperOptions>? configure = null)
        where TDriver : DeviceDriver
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddMapper<TDriver>(configure);
        return builder;
    }

    /// <inheritdoc cref="AddMapper{TDriver}(IHostApplicationBuilder, Action{MapperOptions}?)"/>
    public static IServiceCollection AddMapper<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicConstructors)] TDriver>(
        this IServiceCollection services, Action<MapperOptions>? configure = null)
        where TDriver : DeviceDriver
    {
        ArgumentNullException.ThrowIfNull(services);
        var name = typeof(TDriver).Name;
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MapperOptions>, MapperOptionsValidator>());
        var options = services.AddOptions<MapperOptions>(name).ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }

        if (services.Any(service => service.IsKeyedService && service.ServiceType == typeof(MapperHost) && name.Equals(service.ServiceKey)))
        {
            return services;
        }

        options.PostConfigure(one =>
        {
            one.Name = one.Name.Length == 0 ? name.ToLowerInvariant() : one.Name;
            one.Socket = one.Socket.Length == 0 ? Path.Join(MapperOptions.Folder, one.Protocol + ".sock") : one.Socket;
        });
        services.AddLogging();
        services.TryAddSingleton<MapperMetrics>();
        services.AddKeyedSingleton(
            name, (provider, _) => new MapperHost(name, provider, () => ActivatorUtilities.CreateInstance<TDriver>(provider)));
        services.AddSingleton<IHostedService>(provider => provider.GetRequiredKeyedService<MapperHost>(name));
        services.AddSingleton<IMapperState>(provider => provider.GetRequiredKeyedService<MapperHost>(name));
        services.Configure<HealthCheckServiceOptions>(checks => checks.Registrations.Add(new HealthCheckRegistration(
            "mapper-" + name, provider => new MapperHealth(provider.GetRequiredKeyedService<MapperHost>(name)), null, ["ready"])));
        return services;
    }
}

using KubeEdge.Beehive;
using KubeEdge.Controllers.Edge;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the cloud controllers.</summary>
public static class ControllersServiceCollectionExtensions
{
    /// <summary>
    /// Adds the controller that makes ConfigMaps of the API the desired state of all nodes. The container must hold a
    /// <c>KubeClient</c> and CloudHub (<c>AddCloudHub</c>). Calling it twice is harmless.
    /// </summary>
    /// <param name="builder">The cloud that is being built.</param>
    public static ICloudCoreBuilder AddEdgeController(this ICloudCoreBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddEdgeController();
        return builder;
    }

    /// <inheritdoc cref="AddEdgeController(ICloudCoreBuilder)"/>
    /// <param name="services">The services of the host.</param>
    public static IServiceCollection AddEdgeController(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, EdgeController>());
        return services;
    }
}

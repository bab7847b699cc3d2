using KubeEdge.ApiServer;
using KubeEdge.ApiServer.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the API server.</summary>
public static class ApiServerServiceCollectionExtensions
{
    /// <summary>
    /// Serves the Kubernetes API over the container's <c>IMetaStore</c>, from start to stop of the host. Of <c>ResourceTable</c>,
    /// <c>TimeProvider</c> and <c>IMeterFactory</c> the container's are taken where there are any. Calling it again only configures further.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configure">Sets options; checked at start.</param>
    public static IServiceCollection AddApiServer(this IServiceCollection services, Action<ApiServerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<ApiServerOptions>().ValidateOnStart();
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<ApiServerOptions>, ApiServerOptionsValidator>());
        services.TryAddSingleton<ApiServerService>();
        services.TryAddSingleton<IApiServer>(provider => provider.GetRequiredService<ApiServerService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, ApiServerService>(
            provider => provider.GetRequiredService<ApiServerService>()));
        return services;
    }
}

using System.Diagnostics.Metrics;
using KubeEdge.MetaStore;
using KubeEdge.MetaStore.Schema;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers the store.</summary>
public static class MetaStoreServiceCollectionExtensions
{
    /// <summary>
    /// Adds one <see cref="IMetaStore"/> (also as <see cref="IMetaReader"/>), opened when it is first asked for and closed with the
    /// container.
    /// Calling it again only adds to the options.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="configure">Sets at least <see cref="MetaStoreOptions.Path"/>.</param>
    public static IServiceCollection AddMetaStore(this IServiceCollection services, Action<MetaStoreOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        var options = services.AddOptions<MetaStoreOptions>()
            .Validate(static value => value.Path.Length > 0, "MetaStoreOptions.Path is required.");
        if (configure is not null)
        {
            options.Configure(configure);
        }

        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton<IMetaStore>(static provider => StoreOpener.Open(
            provider.GetRequiredService<IOptions<MetaStoreOptions>>().Value,
            provider.GetService<ILoggerFactory>()?.CreateLogger("KubeEdge.MetaStore"),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<IMetaReader>(static provider => provider.GetRequiredService<IMetaStore>());
        return services;
    }
}

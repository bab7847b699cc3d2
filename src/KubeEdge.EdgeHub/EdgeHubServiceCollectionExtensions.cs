using KubeEdge.Beehive;
using KubeEdge.Beehive.Messages;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Certificates;
using KubeEdge.EdgeHub.Connections;
using KubeEdge.EdgeHub.Diagnostics;
using KubeEdge.EdgeHub.Dispatch;
using KubeEdge.EdgeHub.Joining;
using KubeEdge.EdgeHub.Requests;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Viaduct;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers EdgeHub.</summary>
public static class EdgeHubServiceCollectionExtensions
{
    /// <summary>
    /// Adds the module that keeps the link to the cloud, and <see cref="IEdgeLinkState"/>. Upstream sources are whatever is registered
    /// as <see cref="IUpstreamSource"/>; an <see cref="ILinkDialer"/> that is registered takes the place of the WebSocket dialer.
    /// Safe to call twice: further configurations add up.
    /// </summary>
    /// <exception cref="OptionsValidationException">At start, naming every option that is wrong.</exception>
    public static IEdgeCoreBuilder AddEdgeHub(this IEdgeCoreBuilder builder, Action<EdgeHubOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddEdgeHub(configure);
        return builder;
    }

    /// <inheritdoc cref="AddEdgeHub(IEdgeCoreBuilder, Action{EdgeHubOptions}?)"/>
    public static IEdgeCoreBuilder AddEdgeHub(this IServiceCollection services, Action<EdgeHubOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (OperatingSystem.IsLinux())
        {
            services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, TrustStoreReading>(
                static provider => new TrustStoreReading(Options(provider).CertificateFile)));
        }

        services.AddBeehive();
        AddOptions(services, configure);
        services.TryAddSingleton<EdgeHubMetrics>();
        services.TryAddSingleton<EdgeLinkState>();
        services.TryAddSingleton<IEdgeLinkState>(static provider => provider.GetRequiredService<EdgeLinkState>());
        services.TryAddSingleton<ILinkDialer>(static provider => new CertificateDialer(
            Options(provider), provider.GetRequiredService<NodeJoin>(), provider.GetRequiredService<TimeProvider>(), provider.GetService<ILoggerFactory>()));
        services.TryAddSingleton(static provider => new NodeJoin(Options(provider), new JoinClient(Options(provider))));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CertificateRotation>(static provider => new CertificateRotation(
            Options(provider),
            provider.GetRequiredService<NodeJoin>(),
            provider.GetRequiredService<ILinkDialer>(),
            new Random(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<CertificateRotation>>())));
        services.TryAddSingleton(static provider => ActivatorUtilities.CreateInstance<CloudRequests>(provider, Options(provider).RequestTimeout));
        services.TryAddSingleton<ICloudRequests>(static provider => provider.GetRequiredService<CloudRequests>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUpstreamSource, CloudRequests>(static provider => provider.GetRequiredService<CloudRequests>()));
        services.TryAddSingleton<InboundDispatcher>();
        services.TryAddSingleton<UpstreamPump>();
        services.TryAddSingleton(static provider => new ReconnectSchedule(Options(provider).Reconnect, new Random()));
        services.TryAddSingleton(static provider => new Heartbeat(
            Options(provider).Heartbeat, provider.GetRequiredService<MessageFactory>(), provider.GetRequiredService<TimeProvider>()));
        services.TryAddSingleton(static provider => ActivatorUtilities.CreateInstance<ConnectionNews>(provider, Options(provider).DrainTimeout));
        services.TryAddSingleton(static provider => ActivatorUtilities.CreateInstance<EdgeConnection>(provider, Options(provider).DrainTimeout));
        services.AddModule<EdgeHubModule>();
        return new EdgeCoreBuilder(services);
    }

    private static void AddOptions(IServiceCollection services, Action<EdgeHubOptions>? configure)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<EdgeHubOptions>, EdgeHubOptionsValidator>());
        var options = services.AddOptions<EdgeHubOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }
    }

    private static EdgeHubOptions Options(IServiceProvider provider) => provider.GetRequiredService<IOptions<EdgeHubOptions>>().Value;

    private sealed record EdgeCoreBuilder(IServiceCollection Services) : IEdgeCoreBuilder;
}

using System.Diagnostics.Metrics;
using KubeEdge.Beehive;
using KubeEdge.Beehive.Messages;
using KubeEdge.CloudHub;
using KubeEdge.CloudHub.Certificates;
using KubeEdge.CloudHub.Delivery;
using KubeEdge.CloudHub.Diagnostics;
using KubeEdge.CloudHub.Joining;
using KubeEdge.CloudHub.Records;
using KubeEdge.CloudHub.Sessions;
using KubeEdge.CloudHub.Upstream;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers CloudHub.</summary>
public static class CloudHubServiceCollectionExtensions
{
    /// <summary>
    /// Adds the cloud end of the link. The container must hold a <c>KubeClient</c>; logging and <see cref="TimeProvider"/> are taken
    /// from it when there. Calling it twice is harmless; the callbacks add up.
    /// </summary>
    /// <param name="services">The services of the host.</param>
    /// <param name="configure">Sets options; at least <see cref="CloudHubOptions.AuthorityDirectory"/> is needed.</param>
    public static ICloudCoreBuilder AddCloudHub(this IServiceCollection services, Action<CloudHubOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddOptions<CloudHubOptions>().ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<CloudHubOptions>, CloudHubOptionsValidator>());
        if (configure is not null)
        {
            services.Configure(configure);
        }

        services.AddLogging();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(static provider => new CloudHubMetrics(provider.GetService<IMeterFactory>()));
        AddAuthority(services);
        AddDelivery(services);
        AddSessions(services);
        AddJoining(services);
        return new CloudHubBuilder(services);
    }

    /// <inheritdoc cref="AddCloudHub(IServiceCollection, Action{CloudHubOptions}?)"/>
    /// <param name="builder">The cloud that is being built.</param>
    /// <param name="configure">Sets options; at least <see cref="CloudHubOptions.AuthorityDirectory"/> is needed.</param>
    public static ICloudCoreBuilder AddCloudHub(this ICloudCoreBuilder builder, Action<CloudHubOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddCloudHub(configure);
        return builder;
    }

    // Started first and stopped last: everything else needs it.
    private static void AddAuthority(IServiceCollection services)
    {
        services.TryAddSingleton<JoinSecrets>();
        services.TryAddSingleton<AuthoritySecrets>();
        services.TryAddSingleton<AuthoritySource>();
        services.TryAddSingleton<IAuthoritySource>(static provider => provider.GetRequiredService<AuthoritySource>());
        services.TryAddSingleton(static provider => provider.GetRequiredService<AuthoritySource>().Authority);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, AuthoritySource>(
            static provider => provider.GetRequiredService<AuthoritySource>()));
    }

    private static void AddDelivery(IServiceCollection services)
    {
        services.TryAddSingleton<DesiredStateTable>();
        services.TryAddSingleton<IDesiredState>(static provider => provider.GetRequiredService<DesiredStateTable>());
        services.TryAddSingleton<LedgerBook>();
        services.TryAddSingleton<IRecordStore, ObjectSyncStore>();
        services.TryAddSingleton<RecordIndex>();
        services.TryAddSingleton<RecordWriter>();
        services.TryAddSingleton<IRecordSink>(static provider => provider.GetRequiredService<RecordWriter>());
        services.TryAddSingleton<IDeliveryRecords, RecordPurge>();
        services.TryAddSingleton<DeliveryReporter>();
        services.TryAddSingleton(static provider => new DeliveryContext(
            provider.GetRequiredService<DesiredStateTable>(),
            provider.GetRequiredService<RecordWriter>(),
            new MessageFactory(provider.GetRequiredService<TimeProvider>()),
            DeliverySettings.Default with
            {
                Window = Options(provider).DeliveryWindow,
                RetransmitAfter = Options(provider).RetransmitAfter,
                SilentPeers = Options(provider).SilentPeers,
            },
            provider.GetRequiredService<DeliveryReporter>(),
            provider.GetRequiredService<TimeProvider>()));
    }

    private static void AddSessions(IServiceCollection services)
    {
        services.TryAddSingleton<UpstreamRouter>();
        services.TryAddSingleton(static provider => new SessionTable(Options(provider).NodeLimit));
        services.TryAddSingleton(static provider => new SessionContext(
            provider.GetRequiredService<DeliveryContext>(),
            provider.GetRequiredService<LedgerBook>(),
            provider.GetRequiredService<UpstreamRouter>(),
            Options(provider).KeepaliveInterval,
            Options(provider).InventoryTimeout,
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<NodeSession>>())
        {
            Heralds = [.. provider.GetServices<INodeHerald>()],
        });
        services.TryAddSingleton<NodeAdmission>();
        services.TryAddSingleton(static provider => new ConnectHandler(
            provider.GetRequiredService<SessionTable>(),
            provider.GetRequiredService<SessionContext>(),
            provider.GetRequiredService<NodeAdmission>(),
            Options(provider).Link,
            provider.GetRequiredService<LegacyIdentities>(),
            provider.GetRequiredService<CloudHubMetrics>(),
            provider.GetRequiredService<ILoggerFactory>(),
            provider.GetService<IMeterFactory>()));
        services.TryAddSingleton<CloudHubService>();
        services.TryAddSingleton<ICloudHub>(static provider => provider.GetRequiredService<CloudHubService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, CloudHubService>(
            static provider => provider.GetRequiredService<CloudHubService>()));
    }

    private static void AddJoining(IServiceCollection services)
    {
        services.TryAddSingleton<OnceRegister>();
        services.TryAddSingleton<LegacyIdentities>();
        services.TryAddSingleton<IssuedCertificates>();
        services.TryAddSingleton<JoinTokens>();
        services.TryAddSingleton<IJoinTokens>(static provider => provider.GetRequiredService<JoinTokens>());
        services.TryAddSingleton<TokenSecret>();
        services.TryAddSingleton<UsedTokens>();
        services.TryAddSingleton<JoinHandler>();
        services.TryAddSingleton<JoinService>();
        services.TryAddSingleton<IJoinService>(static provider => provider.GetRequiredService<JoinService>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHostedService, JoinService>(
            static provider => provider.GetRequiredService<JoinService>()));
    }

    private static CloudHubOptions Options(IServiceProvider provider) =>
        provider.GetRequiredService<IOptions<CloudHubOptions>>().Value;

    private sealed record CloudHubBuilder(IServiceCollection Services) : ICloudCoreBuilder;
}

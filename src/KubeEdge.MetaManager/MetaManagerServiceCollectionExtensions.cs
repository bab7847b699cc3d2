using KubeEdge.Beehive;
using KubeEdge.EdgeHub;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.Kubernetes.Names;
using KubeEdge.MetaManager;
using KubeEdge.MetaManager.Answers;
using KubeEdge.MetaManager.Cloud;
using KubeEdge.MetaManager.Diagnostics;
using KubeEdge.MetaManager.Inventory;
using KubeEdge.MetaManager.Prefetch;
using KubeEdge.MetaManager.Pushes;
using KubeEdge.MetaManager.Requests;
using KubeEdge.MetaManager.Tokens;
using KubeEdge.MetaStore;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers MetaManager.</summary>
public static class MetaManagerServiceCollectionExtensions
{
    /// <summary>
    /// Adds the module that writes what the cloud sends into the <see cref="IMetaStore"/> of the container and acknowledges it once it
    /// is durable. EdgeHub (<c>AddEdgeHub</c>) and a store (<c>AddMetaStore</c>) are registered beside it. Safe to call twice.
    /// </summary>
    /// <exception cref="OptionsValidationException">At start, naming every option that is wrong.</exception>
    public static IEdgeCoreBuilder AddMetaManager(this IEdgeCoreBuilder builder, Action<MetaManagerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddMetaManager(configure);
        return builder;
    }

    /// <inheritdoc cref="AddMetaManager(IEdgeCoreBuilder, Action{MetaManagerOptions}?)"/>
    public static IEdgeCoreBuilder AddMetaManager(this IServiceCollection services, Action<MetaManagerOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddBeehive();
        AddOptions(services, configure);
        services.TryAddSingleton(ResourceTable.Default);
        services.TryAddSingleton<WireTypes>();
        services.TryAddSingleton<PushReader>();
        services.TryAddSingleton<PushAnswers>();
        services.TryAddSingleton<MetaManagerMetrics>();
        services.TryAddSingleton(static provider => new AnswerSource(
            provider.GetRequiredService<IOptions<MetaManagerOptions>>().Value.MaximumAnswers, provider.GetRequiredService<MetaManagerMetrics>()));
        services.TryAddSingleton(static provider => new ForwardSource(
            provider.GetRequiredService<IOptions<MetaManagerOptions>>().Value.MaximumAnswers, provider.GetRequiredService<MetaManagerMetrics>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUpstreamSource, InventorySource>());
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUpstreamSource, AnswerSource>(
            static provider => provider.GetRequiredService<AnswerSource>()));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUpstreamSource, ForwardSource>(
            static provider => provider.GetRequiredService<ForwardSource>()));
        AddRequests(services);
        services.AddModule<MetaManagerModule>();
        return new EdgeCoreBuilder(services);
    }

    private static void AddRequests(IServiceCollection services)
    {
        services.TryAddSingleton<OpenQuestions>();
        services.TryAddSingleton<HeldObjects>();
        services.TryAddSingleton<PrefetchRecords>();
        services.TryAddSingleton<ObjectKeeper>();
        services.TryAddSingleton<CloudQuestions>();
        services.TryAddSingleton<TokenCache>();
        services.TryAddSingleton<TokenQuestions>();
        services.TryAddSingleton<LocalAnswers>();
        services.TryAddSingleton<CloudPatience>();
        services.TryAddSingleton<CloudHedge>();
        services.TryAddSingleton<ObjectRequests>();
        services.TryAddSingleton<ChangeRequests>();
        services.TryAddSingleton<TokenRequests>();
        services.TryAddSingleton<VolumeRequests>();
        services.TryAddSingleton<RequestServer>();
        services.TryAddSingleton<PodNeedReader>();
        services.TryAddSingleton<PodNeeds>();
        services.TryAddSingleton<Fetcher>();
        services.TryAddSingleton<PodCopies>();
        services.TryAddSingleton<Prefetcher>();
    }

    private static void AddOptions(IServiceCollection services, Action<MetaManagerOptions>? configure)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<MetaManagerOptions>, MetaManagerOptionsValidator>());
        services.Configure<EdgeHubOptions>(static options => options.Features.Add(InventoryNames.Feature));
        var options = services.AddOptions<MetaManagerOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }
    }

    private sealed record EdgeCoreBuilder(IServiceCollection Services) : IEdgeCoreBuilder;
}

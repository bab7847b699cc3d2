using KubeEdge.Beehive;
using KubeEdge.EdgeHub.Upstream;
using KubeEdge.MetaStore;
using KubeEdge.NodeAgent;
using KubeEdge.NodeAgent.Cloud;
using KubeEdge.NodeAgent.Diagnostics;
using KubeEdge.NodeAgent.Leases;
using KubeEdge.NodeAgent.Machine;
using KubeEdge.NodeAgent.Nodes;
using KubeEdge.NodeAgent.Pods;
using KubeEdge.NodeAgent.Sessions;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Registers NodeAgent.</summary>
public static class NodeAgentServiceCollectionExtensions
{
    /// <summary>
    /// Adds the module that makes this process a node of the cluster: it registers the node, renews its lease, reports its status, and
    /// says of pods that nothing here can run why they wait. EdgeHub (<c>AddEdgeHub</c>) and a store (<c>AddMetaStore</c>) are registered
    /// beside it. Safe to call twice: further configurations add up.
    /// </summary>
    /// <exception cref="OptionsValidationException">At start, naming every option that is wrong.</exception>
    public static IEdgeCoreBuilder AddNodeAgent(this IEdgeCoreBuilder builder, Action<NodeAgentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Services.AddNodeAgent(configure);
        return builder;
    }

    /// <inheritdoc cref="AddNodeAgent(IEdgeCoreBuilder, Action{NodeAgentOptions}?)"/>
    public static IServiceCollection AddNodeAgent(this IServiceCollection services, Action<NodeAgentOptions>? configure = null)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.AddBeehive();
        AddOptions(services, configure);
        services.TryAddSingleton<NodeAgentMetrics>();
        services.TryAddSingleton<CloudCalls>();
        services.TryAddSingleton(static provider => new RetrySchedule(provider.GetRequiredService<TimeProvider>(), new Random()));
        services.TryAddSingleton<IMachine>(
            static provider => new HostMachine(provider.GetRequiredService<IOptions<MetaStoreOptions>>().Value.Path));
        AddNode(services);
        AddPods(services);
        services.AddModule<NodeAgentModule>();
        return services;
    }

    private static void AddNode(IServiceCollection services)
    {
        services.TryAddSingleton<ConditionSource>();
        services.TryAddSingleton<ConditionBook>();
        services.TryAddSingleton<NodeStatusSource>();
        services.TryAddSingleton<NodeMetadata>();
        services.TryAddSingleton<NodeIdentity>();
        services.TryAddSingleton<NodeResources>();
        services.TryAddSingleton<NodeRegistrar>();
        services.TryAddSingleton<NodeReporter>();
        services.TryAddSingleton<LeaseKeeper>();
        services.TryAddSingleton<INodeRegistration, NodeRegistration>();
    }

    private static void AddPods(IServiceCollection services)
    {
        services.TryAddSingleton<ContainerRuntime>();
        services.TryAddSingleton<PodBacklog>();
        services.TryAddSingleton<PodEvents>();
        services.TryAddSingleton<PodDuties>();
        services.TryAddSingleton<PodReporter>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IUpstreamSource, PodEvents>(
            static provider => provider.GetRequiredService<PodEvents>()));
    }

    private static void AddOptions(IServiceCollection services, Action<NodeAgentOptions>? configure)
    {
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<NodeAgentOptions>, NodeAgentOptionsValidator>());
        var options = services.AddOptions<NodeAgentOptions>().ValidateOnStart();
        if (configure is not null)
        {
            options.Configure(configure);
        }
    }
}

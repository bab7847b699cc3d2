using KubeEdge.Beehive;
using KubeEdge.NodeAgent;
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
        return services;
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
